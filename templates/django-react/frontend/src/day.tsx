import { type ComponentProps, useId } from "react";
import {
  Form,
  Link,
  useActionData,
  useFetcher,
  useLoaderData,
} from "react-router";
import { type Day, type Entry, onServer, type Outcome } from "./api";
import { inWords, shift } from "./days";

export function DayPage() {
  const { day, entries } = useLoaderData<Day>();
  const total = entries.reduce((sum, { minutes }) => sum + minutes, 0);
  return (
    <>
      <nav aria-label="Days">
        <Link to={`/day/${shift(day, -1)}`}>Previous day</Link>
        <Link to={`/day/${shift(day, 1)}`}>Next day</Link>
      </nav>
      <h1>{inWords(day)}</h1>
      {entries.length === 0 ? (
        <p>Nothing yet.</p>
      ) : (
        <>
          <ul>
            {entries.map((entry) => (
              <EntryRow key={entry.id} entry={entry} />
            ))}
          </ul>
          <p>{total} minutes in all</p>
        </>
      )}
      <EntryForm key={day} />
    </>
  );
}

function EntryRow({ entry }: { entry: Entry }) {
  const fetcher = useFetcher<Outcome<unknown>>();
  return (
    <li>
      <strong>{entry.title}</strong>
      <span>{entry.minutes} min</span>
      {entry.attachment && (
        <a href={onServer(entry.attachment)}>
          {decodeURI(entry.attachment.replace(/.*\//, ""))}
        </a>
      )}
      <fetcher.Form
        method="post"
        action={`/entries/${entry.id}/attachment`}
        encType="multipart/form-data"
        onChange={(event) => fetcher.submit(event.currentTarget)}
      >
        <Field
          label={`Attachment for ${entry.title}`}
          name="file"
          type="file"
          accept=".csv,.jpeg,.jpg,.pdf,.png,.txt"
          fault={fetcher.data?.faults?.file}
        />
      </fetcher.Form>
    </li>
  );
}

/** Starts afresh, and ready to type, after each entry that was added. */
function EntryForm() {
  const { value: added, faults } = useActionData<Outcome<Entry>>() ?? {};
  return (
    <Form method="post" key={added?.id}>
      <Field
        label="Title"
        name="title"
        required
        maxLength={200}
        autoFocus={added !== undefined}
        fault={faults?.title}
      />
      <Field
        label="Minutes"
        name="minutes"
        type="number"
        required
        min={1}
        max={24 * 60}
        fault={faults?.minutes}
      />
      <button type="submit">Add entry</button>
    </Form>
  );
}

interface FieldProps extends ComponentProps<"input"> {
  label: string;
  fault: string | undefined;
}

function Field({ label, fault, ...input }: FieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        {...input}
        id={id}
        aria-invalid={fault !== undefined}
        aria-describedby={fault && `${id}-fault`}
      />
      {fault && (
        <small id={`${id}-fault`} role="alert">
          {fault}
        </small>
      )}
    </div>
  );
}
