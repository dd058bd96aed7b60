using ServiceGuru.Operations;

namespace ServiceGuru.Reports;

/// <summary>Writes a failure: what, on what, why, how we know, what to do next.</summary>
internal sealed class ReportFailure(HtmlWriter html, LeftOut leftOut)
{
    private const int EvidenceLines = 40;
    private const int Details = 10;
    private const int Depth = 3;

    /// <summary>Writes it without those that it sums up; its step tells them.</summary>
    public void WriteAlone(Failure failure) => Write(failure with { Details = [] }, 1);

    /// <summary>Writes it with those that it sums up.</summary>
    public void Write(Failure failure) => Write(failure, 1);

    private void Write(Failure failure, int depth)
    {
        using (html.Open("div", ("class", "failure")))
        {
            using (html.Open("p"))
            {
                html.Element("strong", failure.Message);
                html.Text(" ");
                html.Element("code", failure.Id);
            }

            using (html.Open("dl"))
            {
                Row("On", failure.Target);
                Row("Why", failure.Cause);
                Evidence(failure.Evidence);
                Row("Next", failure.NextAction, "next");
            }

            if (depth == Depth && failure.Details.Count > 0)
            {
                leftOut.Count(failure.Details.Count, "failure detail");
                return;
            }

            (IReadOnlyList<Failure> shown, string? others) = leftOut.Take(failure.Details, Details, "failure detail");
            foreach (Failure detail in shown)
            {
                Write(detail, depth + 1);
            }

            if (others is not null)
            {
                html.Styled("p", "soft", others);
            }
        }
    }

    private void Evidence(IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        (IReadOnlyList<string> shown, string? others) = leftOut.Take(lines, EvidenceLines, "evidence line");
        html.Element("dt", "Evidence");
        using (html.Open("dd"))
        {
            using (html.Open("ul", ("class", "evidence mono")))
            {
                foreach (string line in shown)
                {
                    using (html.Open("li"))
                    {
                        html.Linked(line);
                    }
                }

                if (others is not null)
                {
                    html.Element("li", others);
                }
            }
        }
    }

    private void Row(string name, string? text, string? style = null)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            html.Element("dt", name);
            html.Element("dd", text, ("class", style));
        }
    }
}
