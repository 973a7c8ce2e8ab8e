import { Icon } from "../../common/Icon";
import type { Report } from "../../protocol";
import { csvAddress, type PeriodQuery } from "../api";
import { isEmpty, words } from "./cells";
import { Plot } from "./Plot";

/** One report: what it answers, the plot, the same as a table, how it was counted, and the CSV. */
export function ReportCard({ report, query }: { report: Report; query: PeriodQuery }) {
  return (
    <section class="report" aria-labelledby={report.id} data-testid={`report-${report.id}`}>
      <header>
        <h3 id={report.id}>{report.title}</h3>
        <a class="button quiet small" href={csvAddress(report.id, query)} download aria-label={`CSV of ${report.title}`}>
          <Icon name="download" size={16} /> CSV
        </a>
      </header>
      <p class="report-about">{report.about}</p>
      {report.plot.kind === "none" ? report.rows.length === 0 && <p class="report-empty">None in this period.</p> : isEmpty(report) ? <p class="report-empty">Too few conversations in this period to say anything.</p> : <Plot report={report} />}
      {report.rows.length > 0 && (
        <details open={report.plot.kind === "none"}>
          <summary>Table</summary>
          <div class="report-table" tabIndex={0} role="region" aria-label={`Table of ${report.title}`} data-scrolls>
            <table>
              <thead>
                <tr>
                  {report.columns.map((column) => (
                    <th scope="col">{column.title}</th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {report.rows.map((row) => (
                  <tr>
                    {report.columns.map((column, index) => {
                      const shown = words(row[column.key], column);
                      return index ? <td>{shown}</td> : <th scope="row">{shown}</th>;
                    })}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </details>
      )}
      <p class="hint">
        {report.method}
        {report.left_out > 0 && ` Not shown, with fewer than five cases: ${report.left_out}.`}
      </p>
    </section>
  );
}
