using System.Globalization;

namespace ServiceGuru.Reports;

/// <summary>Writes the timeline: a row a step, its bar, and the same in words.</summary>
internal sealed class ReportTimeline(HtmlWriter html, RunStory story, ReportSelection selection)
{
    private static readonly double[] Ticks =
    [
        0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800, 2592000, 31536000,
    ];

    private static readonly (SpanKind Kind, string Words)[] Kinds =
    [
        (SpanKind.Work, "at work"), (SpanKind.Failed, "work that failed"), (SpanKind.People, "waits for people"), (SpanKind.Retry, "waits for the next attempt"), (SpanKind.Undo, "is undone"),
    ];

    private double Whole => Math.Max(story.Took.TotalSeconds, 0.001);

    private double Tick => Ticks.FirstOrDefault(tick => Whole / tick <= 8, Ticks[^1]);

    public void Write()
    {
        using (html.Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", "Timeline of the steps")))
        {
            using (html.Open("table", ("class", "line")))
            {
                html.Element("caption", "Every step with the time that it took, in the order of the runbook. ◆ marks the critical path.", ("class", "hidden"));
                Head();
                using (html.Open("tbody"))
                {
                    foreach (StepStory step in selection.Timeline)
                    {
                        Row(step);
                    }
                }
            }
        }

        Legend();
    }

    private void Head()
    {
        using (html.Open("thead"))
        {
            using (html.Open("tr"))
            {
                html.Element("th", "Step", ("scope", "col"), ("class", "name"));
                using (html.Open("th", ("scope", "col")))
                {
                    html.Styled("span", "hidden", "From when to when");
                    using (html.Open("svg", ("width", "100%"), ("height", "14"), ("aria-hidden", "true")))
                    {
                        for (double at = 0; at <= Whole * 0.97; at += Tick)
                        {
                            html.Element("text", at == 0 ? "0" : Label(at), ("x", Percent(at)), ("y", "11"));
                        }
                    }
                }

                html.Element("th", "Took", ("scope", "col"), ("class", "num time"));
            }
        }
    }

    private void Row(StepStory step)
    {
        bool critical = selection.OnPath(step);
        using (html.Open("tr", ("class", critical ? "critical" : null)))
        {
            using (html.Open("th", ("scope", "row"), ("class", "name"), ("title", step.State.Step.Title)))
            {
                using (html.Open("a", ("href", $"#{selection.Anchor(step)}")))
                {
                    html.Text($"{(critical ? "◆" : "\u2007")} {step.State.Step.Title}");
                }
            }

            using (html.Open("td"))
            {
                using (html.Open("svg", ("width", "100%"), ("height", "18"), ("role", "img"), ("aria-label", Words(step))))
                {
                    Background();
                    foreach (StepSpan span in step.Spans)
                    {
                        Bar(span.Start, span.End, span.Kind.ToString().ToLowerInvariant(), 3, 12);
                    }
                }
            }

            html.Element("td", ReportText.Took(step.Busy), ("class", "num time"));
        }
    }

    private void Background()
    {
        foreach (RunInterval gap in story.Breaks)
        {
            Bar(gap.Start, gap.End, "break", -6, 30);
        }

        for (double at = 0; at <= Whole; at += Tick)
        {
            html.Empty("line", ("class", "grid"), ("x1", Percent(at)), ("x2", Percent(at)), ("y1", "-6"), ("y2", "24"));
        }
    }

    // What is too short to be seen is drawn all the same.
    private void Bar(DateTimeOffset start, DateTimeOffset end, string style, int top, int height)
    {
        double from = (start - story.Start).TotalSeconds;
        double length = Math.Min(Math.Max((end - start).TotalSeconds, Whole * 0.003), Whole - from + (Whole * 0.003));
        html.Empty("rect", ("class", style), ("x", Percent(from)), ("y", Number(top)), ("width", Percent(length)), ("height", Number(height)), ("rx", top < 0 ? null : "2"));
    }

    private void Legend()
    {
        using (html.Open("ul", ("class", "legend")))
        {
            foreach ((SpanKind kind, string words) in Kinds.Where(kind => kind.Kind == SpanKind.Work || story.Steps.Any(step => step.Spans.Any(span => span.Kind == kind.Kind))))
            {
                Entry(kind.ToString().ToLowerInvariant(), words);
            }

            if (story.Breaks.Count > 0)
            {
                Entry("break", "paused, or nobody worked on the run");
            }

            html.Element("li", "◆ on the critical path");
        }
    }

    private void Entry(string style, string words)
    {
        using (html.Open("li"))
        {
            using (html.Open("svg", ("width", "14"), ("height", "12"), ("aria-hidden", "true")))
            {
                html.Empty("rect", ("class", style), ("width", "14"), ("height", "12"), ("rx", "2"));
            }

            html.Text(words);
        }
    }

    private string Words(StepStory step) => step.Spans.Count == 0 ? "did not run" : string.Join("; ", step.Spans.Take(10).Select(span =>
        $"{Kinds.First(kind => kind.Kind == span.Kind).Words} from {ReportText.Clock(span.Start)} for {ReportText.Took(span.End - span.Start)}"))
        + (step.Spans.Count > 10 ? $"; and {step.Spans.Count - 10} more" : string.Empty);

    private string Percent(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(seconds / Whole * 100, 3)}%");

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Label(double seconds) => seconds switch
    {
        < 60 => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(seconds, 1)} s"),
        < 3600 => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(seconds / 60, 1)} min"),
        < 86400 => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(seconds / 3600, 1)} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(seconds / 86400, 1)} d"),
    };
}
