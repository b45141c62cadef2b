/** What the settings need, as PyPI had them on 2026-11-20. */
export const requirements = `Django==5.2.19
django-environ==0.14.0
gunicorn==27.0.1
psycopg[binary]==3.3.9
redis==8.1.0
whitenoise==6.12.0

# What those need.
asgiref==3.13.0
async-timeout==5.0.1; python_full_version < "3.11.3"
packaging==26.3
sqlparse==0.6.1
typing_extensions==4.16.0
`;
