import { isRouteErrorResponse, Link, useRouteError } from "react-router";

export function Problem() {
  const error = useRouteError();
  const status = isRouteErrorResponse(error) ? error.status : undefined;
  const missing = status === 400 || status === 404;
  return (
    <>
      <h1>{missing ? "Page not found" : "Something went wrong"}</h1>
      <p>
        {missing
          ? "There is nothing at this address."
          : `The server ${status ? `answered ${status}` : "does not answer"}.`}
      </p>
      <p>
        <Link to="/">Go to today</Link>
      </p>
    </>
  );
}
