using System.Security.Cryptography;
using System.Text;

namespace ServiceGuru.Reports;

/// <summary>How a report looks: light and dark, on a screen and on paper, without anything from elsewhere.</summary>
internal static class ReportStyle
{
    /// <summary>Gets the style sheet. It holds no character that HTML would have encoded.</summary>
    public static string Css { get; } = """

        :root { color-scheme: light dark; --page: #f6f7f9; --card: #ffffff; --ink: #17202c; --soft: #576273; --line: #dde2e9; --tint: #eef1f5; --accent: #1f5fc4;
          --ok: #187a48; --ok-tint: #e2f4ea; --bad: #b3261e; --bad-tint: #fdeae8; --warn: #8a5a00; --warn-tint: #fbf0d9; --work: #4a7fd6; --people: #9a6bd0; --retry: #d9a13b; --undo: #2c9aa0; }
        @media (prefers-color-scheme: dark) { :root { --page: #0f141b; --card: #171e28; --ink: #e6eaf0; --soft: #9ca8b8; --line: #2b3543; --tint: #1f2835; --accent: #84b3ff;
          --ok: #5fd096; --ok-tint: #143424; --bad: #ff8b80; --bad-tint: #40191a; --warn: #f0bd62; --warn-tint: #3a2c10; --work: #5b93ee; --people: #b58be8; --retry: #e3b052; --undo: #4bbcc2; } }
        * { box-sizing: border-box; }
        body { margin: 0; overflow-wrap: anywhere; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
        main, header, footer { max-width: 72rem; margin: 0 auto; padding: 0 1.25rem; }
        header { padding-top: 2rem; }
        h1 { font-size: 1.9rem; line-height: 1.2; margin: 0; letter-spacing: -0.01em; overflow-wrap: anywhere; }
        h2 { font-size: 1.25rem; margin: 0 0 0.75rem; }
        h3 { font-size: 1.05rem; margin: 0; overflow-wrap: anywhere; }
        h4 { font-size: 0.85rem; margin: 1.25rem 0 0.4rem; color: var(--soft); font-weight: 600; }
        a { color: var(--accent); }
        code, .mono { font-family: ui-monospace, "SF Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: 0.86em; overflow-wrap: anywhere; }
        .kicker { color: var(--soft); margin: 0 0 0.25rem; }
        .title { display: flex; flex-wrap: wrap; gap: 0.75rem; align-items: center; }
        .summary { font-size: 1.1rem; max-width: 60rem; margin: 0.75rem 0 1.25rem; overflow-wrap: anywhere; }
        .soft { color: var(--soft); }
        .badge { display: inline-block; padding: 0.1rem 0.65rem; border-radius: 1rem; font-size: 0.85rem; font-weight: 600; white-space: nowrap; background: var(--tint); color: var(--soft); }
        .good { background: var(--ok-tint); color: var(--ok); }
        .bad { background: var(--bad-tint); color: var(--bad); }
        .warn { background: var(--warn-tint); color: var(--warn); }
        .card { background: var(--card); border: 1px solid var(--line); border-radius: 0.75rem; padding: 1.25rem; margin: 0 0 1.25rem; }
        .facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr)); gap: 0.75rem 1.5rem; margin: 0; }
        .facts dt { color: var(--soft); font-size: 0.82rem; }
        .facts dd { margin: 0; overflow-wrap: anywhere; }
        .facts .wide { grid-column: 1 / -1; }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; font-size: 0.92rem; }
        th, td { text-align: left; vertical-align: top; padding: 0.4rem 0.9rem 0.4rem 0; border-bottom: 1px solid var(--line); }
        th { font-weight: 600; }
        thead th { color: var(--soft); font-size: 0.82rem; white-space: nowrap; }
        tbody tr:last-child th, tbody tr:last-child td { border-bottom: 0; }
        td, tbody th { overflow-wrap: anywhere; }
        .fit { white-space: nowrap; overflow-wrap: normal; }
        .who { min-width: 10rem; }
        .num { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
        .num:last-child { padding-right: 0; }
        .line { table-layout: fixed; min-width: 44rem; }
        .line th, .line td { padding-top: 0.2rem; padding-bottom: 0.2rem; vertical-align: middle; border-bottom-color: transparent; }
        .line .name { width: 21rem; }
        .line .name a { color: inherit; text-decoration: none; }
        .line .name a:hover { text-decoration: underline; }
        .line tbody th { font-weight: 400; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
        .line .time { width: 6.5rem; }
        .line .critical th, .line .longest th { font-weight: 600; }
        svg { display: block; overflow: visible; }
        svg text { fill: var(--soft); font-size: 11px; }
        .grid { stroke: var(--line); stroke-width: 1; }
        .work { fill: var(--work); } .failed { fill: var(--bad); } .people { fill: var(--people); } .retry { fill: var(--retry); } .undo { fill: var(--undo); } .break { fill: var(--soft); opacity: 0.18; }
        .share { fill: var(--work); opacity: 0.65; } .longest .share { opacity: 1; } .track { fill: var(--tint); }
        .legend { display: flex; flex-wrap: wrap; gap: 0.3rem 1.2rem; margin: 0.75rem 0 0; padding: 0; list-style: none; font-size: 0.85rem; color: var(--soft); }
        .legend li { display: flex; align-items: center; gap: 0.4rem; }
        .step { padding: 1rem 0; border-top: 1px solid var(--line); }
        .step tbody th { font-weight: 400; }
        .step:first-of-type { border-top: 0; padding-top: 0; }
        .head { display: flex; flex-wrap: wrap; gap: 0.3rem 0.75rem; align-items: baseline; }
        .result { margin: 0.35rem 0 0; overflow-wrap: anywhere; }
        .failure { border-left: 4px solid var(--bad); background: var(--bad-tint); border-radius: 0.4rem; padding: 0.75rem 1rem; margin: 0.75rem 0 0; }
        .failure .failure { border-left-width: 2px; background: none; padding: 0.25rem 0.75rem; }
        .failure p { margin: 0; overflow-wrap: anywhere; }
        .failure dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.2rem 1rem; margin: 0.4rem 0 0; }
        .failure dt { color: var(--soft); }
        .failure dd { margin: 0; overflow-wrap: anywhere; }
        .evidence { list-style: none; margin: 0; padding: 0; }
        .evidence li { white-space: pre-wrap; }
        .next { font-weight: 500; } .failure .failure .next { font-weight: 400; } .failure .failure strong { font-weight: 600; }
        .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
        .skip { position: absolute; left: -999rem; } .skip:focus { left: 1rem; top: 0.5rem; background: var(--card); padding: 0.5rem; }
        footer { color: var(--soft); font-size: 0.85rem; padding-bottom: 2rem; }
        @media (max-width: 40rem) { .failure dl { grid-template-columns: 1fr; } .card { padding: 1rem; } }
        @media print { :root { color-scheme: light; --page: #fff; --card: #fff; --ink: #000; --soft: #444; --line: #ccc; --tint: #eee; --accent: #000; --ok: #0a5c32; --ok-tint: #fff; --bad: #9b1c14; --bad-tint: #fff; --warn: #6b4500; --warn-tint: #fff; }
          body { font-size: 10pt; } .card { border: 0; padding: 0; margin-bottom: 1.5rem; } .badge { border: 1px solid currentColor; } .scroll { overflow: visible; } .line { min-width: 0; } .line .name { width: 12rem; }
          tr, .failure, h2, h3 { break-inside: avoid; } h2, h3, h4 { break-after: avoid; } * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } @page { margin: 15mm; } }

        """.ReplaceLineEndings("\n");

    /// <summary>Gets the policy by which a browser loads nothing and runs nothing, and takes no style but this one.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)))}'; base-uri 'none'; form-action 'none'";
}
