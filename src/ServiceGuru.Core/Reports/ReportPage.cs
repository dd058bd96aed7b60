using System.Globalization;
using System.Text.Json.Nodes;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Reports;

/// <summary>Writes the page.</summary>
internal sealed class ReportPage
{
    private const int Decisions = 300;

    private readonly LeftOut _leftOut = new();
    private readonly HtmlWriter _html;
    private readonly ReportTable _table;
    private readonly RunStory _story;
    private readonly IReadOnlyList<PathPart> _path;
    private readonly string _lastHash;

    public ReportPage(RunStory story, string lastHash)
    {
        _html = new HtmlWriter(_leftOut);
        _table = new ReportTable(_html);
        _story = story;
        _lastHash = lastHash;
        _path = CriticalPath.Of(story);
    }

    public string Write()
    {
        ReportSelection selection = new(_story, _path, _leftOut);
        _html.Trusted("<!DOCTYPE html>\n");
        using (_html.Open("html", ("lang", "en")))
        {
            Head();
            using (_html.Open("body"))
            {
                _html.Element("a", "Skip to the timeline", ("class", "skip"), ("href", "#timeline"));
                Header();
                using (_html.Open("main"))
                {
                    if (_story.State.Failure is { } failure)
                    {
                        Card("failure", "Why it did not succeed", () => new ReportFailure(_html, _leftOut).WriteAlone(failure));
                    }

                    Card("facts", "The run", Facts);

                    if (selection.Timeline.Count > 0)
                    {
                        Card("time", "What took the time", Path);
                        Card("timeline", "Timeline", () => new ReportTimeline(_html, _story, selection).Write());
                    }

                    new ReportLive(_html, _table, RunSummary.Of(_story.State), _leftOut).Write(Card);
                    Card("decisions", "What people decided", People);
                    if (selection.Timeline.Count > 0)
                    {
                        Card("steps", "Steps", () => new ReportSteps(_html, _story, selection, _leftOut).Write());
                    }

                    if (selection.NotRun.Count > 0)
                    {
                        Card("rest", "Steps that did not run", () => NotRun(selection.NotRun));
                    }
                }

                Footer();
            }
        }

        return _html.ToString();
    }

    private void Head()
    {
        using (_html.Open("head"))
        {
            _html.Empty("meta", ("charset", "utf-8"));
            _html.Empty("meta", ("http-equiv", "Content-Security-Policy"), ("content", ReportStyle.Policy));
            _html.Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
            _html.Empty("meta", ("name", "referrer"), ("content", "no-referrer"));
            _html.Element("title", $"{_story.State.Created.Runbook} for {_story.State.Created.Service}: run {_story.State.Id}");
            using (_html.Open("style"))
            {
                _html.Trusted(ReportStyle.Css);
            }
        }
    }

    private void Header()
    {
        using (_html.Open("header"))
        {
            _html.Styled("p", "kicker", $"Run {_story.State.Id} of {_story.State.Created.Service}, {ReportText.Stamp(_story.Start)}");
            using (_html.Open("div", ("class", "title")))
            {
                _html.Element("h1", _story.State.Created.Runbook);
                (string words, string style) = ReportSentence.Status(_story.State);
                _html.Element("span", words, ("class", $"badge {style}"));
            }

            _html.Styled("p", "summary", ReportSentence.Of(_story, _path));
        }
    }

    private void Card(string id, string title, Action content)
    {
        using (_html.Open("section", ("class", "card"), ("id", id), ("aria-labelledby", $"{id}-title")))
        {
            _html.Element("h2", title, ("id", $"{id}-title"));
            content();
        }
    }

    private void Facts()
    {
        RunCreated created = _story.State.Created;
        using (_html.Open("dl", ("class", "facts")))
        {
            Fact("Runbook", created.Runbook);
            Fact("Service", created.Service);
            Fact("Started by", created.By);
            Fact("Began", ReportText.Stamp(_story.Start));
            Fact(_story.State.EndedAt is null ? "Newest record" : "Ended", ReportText.Stamp(_story.End));
            Fact("Took", ReportText.Took(_story.Took));
            Fact("Resumed", _story.State.Resumes == 0 ? null : Quantity.Of(_story.State.Resumes, "time"));
            Fact("Records", _story.Records.ToString("N0", CultureInfo.InvariantCulture));
            if (created.Parent is { } parent)
            {
                Fact("Target of", $"{parent.Target} of step {parent.Step} of run {parent.RunId}");
            }

            Fact("Scenario", created.Scenario);
            if (created.Origin is { } origin)
            {
                Fact("A step alone", origin.Snippet is not null ? $"snippet {origin.Snippet}" : origin.RunId is null ? "yes" : $"{origin.Step} of run {origin.RunId}");
            }

            Fact("Plan that it holds to", created.PlanHash, true);
            Fact("Hash of the last record", _lastHash, true);
            Fact("Hash of the runbook", _story.State.RunbookHash, true);
        }

        if (created.Parameters.Count > 0)
        {
            _html.Element("h4", "Parameters");
            (IReadOnlyList<KeyValuePair<string, JsonNode?>> shown, string? others) = _leftOut.Take([.. created.Parameters.ToJsonObject()], 100, "parameter");
            using (_html.Open("dl", ("class", "facts")))
            {
                foreach ((string name, JsonNode? value) in shown)
                {
                    Fact(name, Value(value));
                }
            }

            if (others is not null)
            {
                _html.Styled("p", "soft", others);
            }
        }
    }

    private void Fact(string name, string? value, bool hash = false)
    {
        if (value is not null)
        {
            using (_html.Open("div", ("class", hash ? "wide" : null)))
            {
                _html.Element("dt", name);
                _html.Element("dd", value, ("class", hash ? "mono" : null));
            }
        }
    }

    private void Path()
    {
        _html.Styled("p", "soft", "From the end back to the start, each time to the step that kept the next one waiting. What ran beside these steps cost no time.");
        TimeSpan small = _story.Took / 100;
        List<PathPart> shown = [.. _path.Where(part => part.Own >= small)];
        List<PathPart> short_ = [.. _path.Where(part => part.Own < small && part.Step is not null)];
        TimeSpan longest = shown.Count == 0 ? TimeSpan.Zero : shown.Max(part => part.Own);
        TimeSpan idle = _path.Aggregate(TimeSpan.Zero, (sum, part) => sum + part.Idle);
        using (_html.Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", "The critical path")))
        {
            using (_html.Open("table", ("class", "line")))
            {
                _html.Element("caption", "The critical path with the share of each part", ("class", "hidden"));
                using (_html.Open("thead"))
                {
                    using (_html.Open("tr"))
                    {
                        _html.Element("th", "Step", ("scope", "col"), ("class", "name"));
                        _html.Element("th", "Share", ("scope", "col"));
                        _html.Element("th", "Time", ("scope", "col"), ("class", "num time"));
                    }
                }

                using (_html.Open("tbody"))
                {
                    foreach (PathPart part in shown)
                    {
                        PathRow(part.Step?.State.Step.Title ?? part.Words!, part.Own, "share", part.Own == longest);
                    }

                    if (short_.Count > 0)
                    {
                        PathRow(Quantity.Of(short_.Count, "shorter step"), short_.Aggregate(TimeSpan.Zero, (sum, part) => sum + part.Own), "share");
                    }

                    if (idle > TimeSpan.Zero)
                    {
                        PathRow("Paused, or nobody worked on it", idle, "break");
                    }
                }
            }
        }
    }

    private void PathRow(string title, TimeSpan time, string style, bool longest = false)
    {
        using (_html.Open("tr", ("class", longest ? "longest" : null)))
        {
            _html.Element("th", title, ("scope", "row"), ("class", "name"), ("title", title));
            using (_html.Open("td"))
            {
                double share = _story.Took > TimeSpan.Zero ? Math.Clamp(time / _story.Took, 0, 1) : 0;
                using (_html.Open("svg", ("width", "100%"), ("height", "18"), ("aria-hidden", "true")))
                {
                    _html.Empty("rect", ("class", "track"), ("width", "88%"), ("y", "3"), ("height", "12"), ("rx", "2"));
                    _html.Empty("rect", ("class", style), ("width", string.Create(CultureInfo.InvariantCulture, $"{Math.Round(Math.Max(share, 0.003) * 88, 3)}%")), ("y", "3"), ("height", "12"), ("rx", "2"));
                    _html.Element("text", ReportText.Share(time, _story.Took), ("x", "89.5%"), ("y", "13"));
                }

                _html.Styled("span", "hidden", ReportText.Share(time, _story.Took));
            }

            _html.Element("td", ReportText.Took(time), ("class", "num time"));
        }
    }

    private void People()
    {
        (IReadOnlyList<RunDecision> shown, string? others) = _leftOut.Take(_story.Decisions, Decisions, "decision");
        _table.Write("What people decided", ["When_", "Who~", "What", "Step", "Why, or how the answer came"], shown.Select(decision => (IReadOnlyList<string?>)
            [ReportText.Stamp(decision.Time), decision.By, decision.What, decision.Step, decision.Why]), others);
    }

    private void NotRun(IReadOnlyList<StepStory> steps)
    {
        (IReadOnlyList<StepStory> shown, string? others) = _leftOut.Take(steps, ReportSelection.Limit, "step that did not run");
        _table.Write("Steps that did not run", ["Step", "Id", "Stands", "Why"], shown.Select(step => (IReadOnlyList<string?>)
            [step.State.Step.Title, step.State.Step.Id, ReportSteps.Status(step.State).Words, step.State.SkipReason]), others);
    }

    private void Footer()
    {
        using (_html.Open("footer"))
        {
            IReadOnlyList<string> left = _leftOut.Lines;
            if (left.Count > 0)
            {
                _html.Element("p", $"Left out, so that the page stays readable: {string.Join(", ", left)}. The ledger has all of it: guru show {_story.State.Id}.", ("id", "left-out"));
            }

            _html.Element("p", $"Made from the {Quantity.Of(_story.Records, "record")} of run {_story.State.Id}; the same records always make the same page. "
                + $"Whether they are the true ones, 'guru audit {_story.State.Id}' tells: the last hash must be the one above.");
        }
    }

    private static string Value(JsonNode? value) => value is JsonValue text && text.TryGetValue(out string? plain) ? plain : value?.ToJsonString(LedgerJson.Options) ?? "null";
}
