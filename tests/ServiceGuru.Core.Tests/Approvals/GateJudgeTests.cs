using System.Text.Json.Nodes;
using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Services;

namespace ServiceGuru.Approvals;

public sealed class GateJudgeTests
{
    private static readonly string[] Identities =
        ["ann@box", "annie@x", "matrix:@ann:fedora.im", "bob", "BOB@y", "slack:U0BOB", "cid", "github:cid", "zoe", "zoe@box", "", " ", "person:ann", "slack:U9", "unknown"];

    private static readonly GateOpened Gate = new("go", "Safe?", 2, null) { Opening = 3, Approvers = ["ann", "bob"], SelfApproval = false };

    private readonly GateJudge _judge = new(new PersonDirectory(Team.Service));

    [Theory]
    [InlineData("ann@box", true, "cid", null)]
    [InlineData("matrix:@ann:fedora.im", true, "cid", null)]
    [InlineData("cid", true, "cid", "cid is not among those whom the gate asks: ann, bob.")]
    [InlineData("cid", false, "bob", "not among those")]
    [InlineData("zoe", true, "cid", "no identity of anybody")]
    [InlineData("", true, "cid", "no name")]
    [InlineData("ann@box", true, "annie@laptop", "started or resumed this run")]
    [InlineData("matrix:@ann:fedora.im", true, "ann@box", "started or resumed this run")]
    [InlineData("ann@box", false, "ann@box", null)]
    public void An_answer_counts_or_is_refused_with_its_reason(string by, bool yes, string starter, string? reason)
    {
        string? refused = _judge.WhyRefused(Gate, new GateAnswer("go", by, yes, null), [], [starter]);

        if (reason is null)
        {
            refused.ShouldBeNull();
        }
        else
        {
            refused.ShouldNotBeNull().ShouldContain(reason);
        }
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(2, false)]
    [InlineData(4, false)]
    public void An_answer_to_another_opening_counts_for_nothing(int opening, bool counts) =>
        (_judge.WhyRefused(Gate, new GateAnswer("go", "bob", true, null) { Opening = opening }, [], ["cid"]) is null).ShouldBe(counts);

    [Fact]
    public void Who_resumes_the_run_after_a_yes_has_not_approved_it()
    {
        GateAnswered[] answers = [new("go", "ann@box", true, null), new("go", "bob", true, null)];

        _judge.Judge(Gate, answers, ["cid"]).Open.ShouldBeTrue();
        _judge.Judge(Gate, answers, ["cid", "annie@home"]).Open.ShouldBeFalse();
    }

    [Fact]
    public void Where_people_must_be_told_apart_somebody_unknown_does_not_count()
    {
        GateOpened two = new("go", "Safe?", 2, null);
        GateOpened one = new("go", "Safe?", 1, null);

        _judge.WhyRefused(two, new GateAnswer("go", "zoe", true, null), [], []).ShouldNotBeNull().ShouldContain("must tell people apart");
        _judge.WhyRefused(two, new GateAnswer("go", "zoe", false, null), [], []).ShouldBeNull();
        _judge.WhyRefused(one, new GateAnswer("go", "zoe", true, null), [], []).ShouldBeNull();
        new GateJudge(new PersonDirectory(new ServiceDefinition { Name = "nobody" })).WhyRefused(two, new GateAnswer("go", "zoe", true, null), [], []).ShouldBeNull();
    }

    [Fact]
    public void What_nobody_could_read_is_a_no_whoever_may_answer() =>
        _judge.Judge(Gate, [new GateAnswered("go", "unknown", false, null) { Via = GateAnswered.Unreadable }], []).No.ShouldNotBeNull();

    [Fact]
    public void The_first_yes_gives_the_values_and_the_others_agree_with_them()
    {
        GateOpened gate = Gate with { Inputs = new Dictionary<string, GateInput> { ["why"] = new() { Required = true }, ["count"] = new() { Type = GateInputType.Integer } } };
        GateAnswered first = new("go", "ann@box", true, null) { Values = new JsonObject { ["why"] = "a fix", ["count"] = 3 } };
        GateAnswer Second(JsonObject? values) => new("go", "bob", true, null) { Values = values };

        _judge.WhyRefused(gate, Second(null), [], []).ShouldNotBeNull().ShouldContain("'why' is required");
        _judge.WhyRefused(gate, Second(null), [first], []).ShouldBeNull();
        _judge.WhyRefused(gate, Second(new JsonObject { ["count"] = "3" }), [first], []).ShouldBeNull();
        _judge.WhyRefused(gate, Second(new JsonObject { ["count"] = 4 }), [first], []).ShouldNotBeNull().ShouldContain("by an earlier yes");
        GateVerdict verdict = _judge.Judge(gate, [first, new GateAnswered("go", "bob", true, null)], ["cid"]);
        verdict.Open.ShouldBeTrue();
        verdict.Values.ToJsonString().ShouldBe("{\"why\":\"a fix\",\"count\":3}");
    }

    [Fact]
    public void Without_what_is_required_enough_people_do_not_open_it()
    {
        GateOpened gate = Gate with { Inputs = new Dictionary<string, GateInput> { ["why"] = new() { Required = true } } };

        GateVerdict verdict = _judge.Judge(gate, [new("go", "ann@box", true, null), new("go", "bob", true, null)], ["cid"]);

        verdict.Open.ShouldBeFalse();
        verdict.Missing.ShouldBe(["why"]);
    }

    // The property that everything else serves. The owners of the identities are written down again here, by hand.
    [Fact]
    public void No_sequence_of_answers_opens_a_gate_without_enough_different_people_who_may()
    {
        Random random = new(20261121);
        int opened = 0;
        for (int round = 0; round < 20_000; round++)
        {
            bool anybody = random.Next(3) == 0;
            GateOpened gate = new("go", "Safe?", random.Next(1, 4), null)
            {
                Opening = random.Next(1, 3),
                Approvers = anybody ? [] : random.Next(2) == 0 ? ["ann", "bob"] : ["ann", "bob", "cid"],
                SelfApproval = random.Next(2) == 0,
            };
            List<string> starters = [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Identities[random.Next(Identities.Length)])];
            List<GateAnswered> answers = [];
            List<(string By, bool Yes, bool Named)> counted = [];
            for (int count = random.Next(0, 9); count > 0; count--)
            {
                GateAnswer answer = new("go", Identities[random.Next(Identities.Length)], random.Next(8) != 0, null) { Opening = random.Next(4) == 0 ? random.Next(1, 3) : gate.Opening };
                answers.Add(new GateAnswered("go", answer.By, answer.Yes, null) { Refused = _judge.WhyRefused(gate, answer, answers, starters) });
                counted.Add((answer.By, answer.Yes, answer.Opening == gate.Opening));
            }

            bool open = _judge.Judge(gate, answers, starters).Open;

            HashSet<string> own = [.. starters.Select(Owner).OfType<string>()];
            HashSet<string> people = [.. counted.Where(answer => answer is { Yes: true, Named: true }).Select(answer => Owner(answer.By) ?? Stranger(answer.By)).OfType<string>()
                .Where(person => anybody ? person[0] != '?' || (gate.Need == 1 && gate.SelfApproval) : gate.Approvers.Contains(person))
                .Where(person => gate.SelfApproval || !own.Contains(person))];
            bool no = counted.Any(answer => answer is { Yes: false, Named: true } && (anybody ? answer.By.Trim().Length > 0 : Owner(answer.By) is { } person && gate.Approvers.Contains(person)));
            open.ShouldBe(people.Count >= gate.Need && !no, $"round {round}: {gate} by {string.Join(", ", counted)} started by {string.Join(", ", starters)}");
            opened += open ? 1 : 0;
        }

        opened.ShouldBeInRange(500, 10_000);
    }

    private static string? Owner(string identity) => identity switch
    {
        "ann@box" or "annie@x" or "matrix:@ann:fedora.im" => "ann",
        "bob" or "BOB@y" or "slack:U0BOB" => "bob",
        "cid" or "github:cid" => "cid",
        _ => null,
    };

    private static string? Stranger(string identity) => identity.Trim().Length == 0 ? null : "?" + identity;
}
