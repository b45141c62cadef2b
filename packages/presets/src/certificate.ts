/** What the image's entrypoint runs before nginx: https://github.com/nginx/docker-nginx-unprivileged */
export const certificateCheck = `#!/bin/sh
# Tells at the start what is wrong with the certificate; nginx itself reads it at each connection.
set -eu
folder=/etc/nginx/certificates
cat >/tmp/certificate.conf <<EOF
pid /tmp/certificate.pid;
events {}
http {
    client_body_temp_path /tmp/client_temp;
    proxy_temp_path /tmp/proxy_temp;
    fastcgi_temp_path /tmp/fastcgi_temp;
    uwsgi_temp_path /tmp/uwsgi_temp;
    scgi_temp_path /tmp/scgi_temp;
    server {
        listen 127.0.0.1:8444 ssl;
        ssl_certificate $folder/fullchain.pem;
        ssl_certificate_key $folder/privkey.pem;
    }
}
EOF
if ! nginx -t -q -c /tmp/certificate.conf; then
    echo "The certificate cannot be used: $folder must hold fullchain.pem and privkey.pem, which belong to each other and which uid $(id -u) can read." >&2
    exit 78
fi
`;
