namespace ServiceGuru.Reports;

/// <summary>Writes tables whose columns have names and whose rows are texts.</summary>
internal sealed class ReportTable(HtmlWriter html)
{
    /// <summary>Writes one.</summary>
    /// <param name="caption">What it is, for those who hear the page.</param>
    /// <param name="columns">The columns; one that ends in <c>|</c> holds numbers, one that ends in <c>_</c> is not broken into lines, one that ends in <c>~</c> has room for a name.</param>
    /// <param name="rows">The rows; the first cell names the row.</param>
    /// <param name="others">What is left out, or null.</param>
    public void Write(string caption, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string?>> rows, string? others = null)
    {
        using (html.Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", caption)))
        {
            using (html.Open("table"))
            {
                html.Element("caption", caption, ("class", "hidden"));
                using (html.Open("thead"))
                {
                    using (html.Open("tr"))
                    {
                        foreach (string column in columns)
                        {
                            html.Element("th", column.TrimEnd('|', '_', '~'), ("scope", "col"), ("class", Style(column)));
                        }
                    }
                }

                using (html.Open("tbody"))
                {
                    foreach (IReadOnlyList<string?> row in rows)
                    {
                        Row(row, columns);
                    }
                }
            }
        }

        if (others is not null)
        {
            html.Styled("p", "soft", others);
        }
    }

    private void Row(IReadOnlyList<string?> row, IReadOnlyList<string> columns)
    {
        using (html.Open("tr"))
        {
            for (int index = 0; index < row.Count; index++)
            {
                string? style = Style(columns[index]);
                using (index == 0 ? html.Open("th", ("scope", "row"), ("class", style)) : html.Open("td", ("class", style)))
                {
                    html.Linked(row[index] ?? string.Empty);
                }
            }
        }
    }

    private static string? Style(string column) => column[^1] switch
    {
        '|' => "num",
        '_' => "fit",
        '~' => "who",
        _ => null,
    };
}
