import { Link, Outlet, useNavigation } from "react-router";
import { version } from "./version";

export function Layout() {
  const { state } = useNavigation();
  return (
    <>
      <header>
        <Link to="/">TimeTracker</Link>
      </header>
      <main aria-busy={state !== "idle"}>
        <Outlet />
      </main>
      <footer>
        Version <span data-testid="version">{version}</span>
      </footer>
    </>
  );
}

export const Loading = () => <p>Loading…</p>;
