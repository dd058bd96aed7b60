using ServiceGuru.Approvals;
using ServiceGuru.Host.Console;
using ServiceGuru.Host.Gates;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Host.Tests.Gates;

public sealed class GatekeeperTests
{
    private static readonly GateOpened Gate = new("go", "Is it safe?", 1, null);
    private static readonly Change Harmless = SampleRun.Change("1.1", "ogr");
    private static readonly Change Destructive = SampleRun.Change("1.2", "packit", destructive: true);

    private readonly StringWriter _notes = new() { NewLine = "\n" };
    private readonly StringWriter _terminal = new() { NewLine = "\n" };
    private readonly FakeDisplay _display = new();

    [Fact]
    public async Task Yes_answers_a_gate_in_the_users_name_and_says_how()
    {
        GateAnswer? answer = await Keeper(new Consent(true, false, false)).AskAsync(Gate, CancellationToken.None);

        answer.ShouldBe(new GateAnswer("go", "ada@example", true, "--yes"));
    }

    [Theory]
    [InlineData(true, false, false)]
    [InlineData(false, true, true)]
    public async Task A_gate_for_destruction_is_not_answered_by_a_general_yes(bool yes, bool destructive, bool answered)
    {
        GateAnswer? answer = await Keeper(new Consent(yes, destructive, false)).AskAsync(Gate with { Destructive = true }, CancellationToken.None);

        answer.ShouldBe(answered ? new GateAnswer("go", "ada@example", true, "--allow-destructive") : null);
    }

    [Fact]
    public async Task Where_nobody_answers_from_elsewhere_either_the_answer_is_no()
    {
        GateAnswer? answer = await Keeper(new Consent(true, false, false, Alone: true)).AskAsync(Gate with { Destructive = true }, CancellationToken.None);

        answer.ShouldNotBeNull().Yes.ShouldBeFalse();
    }

    [Theory]
    [InlineData("yes", true)]
    [InlineData("y", false)]
    public async Task At_a_gate_for_destruction_a_person_types_the_whole_word(string typed, bool yes) =>
        (await Keeper(new Consent(false, false, false), typed, "").AskAsync(Gate with { Destructive = true }, CancellationToken.None))!.Yes.ShouldBe(yes);

    [Fact]
    public async Task Where_nobody_is_here_the_gate_stays_open_and_the_way_to_answer_it_is_told()
    {
        GateAnswer? answer = await Keeper(new Consent(false, false, false)).AskAsync(Gate, CancellationToken.None);

        answer.ShouldBeNull();
        _notes.ToString().ShouldContain("Is it safe?");
        _notes.ToString().ShouldContain($"guru approve {SampleRun.Id} go");
    }

    [Fact]
    public async Task What_the_gate_shows_comes_before_the_question_and_can_not_steer_the_terminal()
    {
        await Keeper(new Consent(false, false, false)).AskAsync(Gate with { Show = ["ogr: 3 commits", "evil \u001b[2J"] }, CancellationToken.None);

        string notes = _notes.ToString();
        notes.IndexOf("ogr: 3 commits", StringComparison.Ordinal).ShouldBeInRange(0, notes.IndexOf("Is it safe?", StringComparison.Ordinal) - 1);
        notes.ShouldNotContain("\u001b");
    }

    [Fact]
    public async Task A_person_is_asked_for_each_value_until_it_is_right()
    {
        GateOpened gate = Gate with
        {
            Inputs = new Dictionary<string, GateInput>
            {
                ["count"] = new() { Type = GateInputType.Integer, Required = true, Maximum = 9 },
                ["size"] = new() { Type = GateInputType.Choice, Values = ["small", "large"] },
                ["why"] = new(),
            },
        };

        GateAnswer? answer = await Keeper(new Consent(false, false, false), "y", "ten", "10", "3", "huge", "large", "", "").AskAsync(gate, CancellationToken.None);

        answer!.Values!.ToString().ShouldBe("{\"count\":3,\"size\":\"large\"}");
        _terminal.ToString().ShouldContain("It must be a whole number up to 9.");
    }

    [Fact]
    public async Task A_general_yes_does_not_answer_a_gate_that_wants_values()
    {
        GateOpened gate = Gate with { Inputs = new Dictionary<string, GateInput> { ["count"] = new() { Required = true } } };

        (await Keeper(new Consent(true, true, false)).AskAsync(gate, CancellationToken.None)).ShouldBeNull();
        _notes.ToString().ShouldContain($"guru approve {SampleRun.Id} go --set count=VALUE");
        _notes.ToString().ShouldNotContain("--yes");
        (await Keeper(new Consent(true, true, false)).AskAsync(Gate with { Inputs = new Dictionary<string, GateInput> { ["why"] = new() } }, CancellationToken.None)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Who_says_no_is_asked_for_no_values()
    {
        GateOpened gate = Gate with { Inputs = new Dictionary<string, GateInput> { ["count"] = new() { Required = true } } };

        (await Keeper(new Consent(false, false, false), "n", "").AskAsync(gate, CancellationToken.None))!.Values.ShouldBeNull();
    }

    [Fact]
    public async Task Who_may_not_answer_is_told_why_and_how_somebody_else_does()
    {
        await Keeper(new Consent(false, false, false)).TellAsync(Gate, "ann started or resumed this run.", CancellationToken.None);

        _notes.ToString().ShouldContain("ann started or resumed this run.");
        _notes.ToString().ShouldContain($"guru approve {SampleRun.Id} go");
    }

    [Theory]
    [InlineData("y", true)]
    [InlineData("n", false)]
    public async Task A_person_answers_with_a_comment(string typed, bool yes)
    {
        GateAnswer? answer = await Keeper(new Consent(false, false, false), typed, "all looks fine").AskAsync(Gate, CancellationToken.None);

        answer.ShouldBe(new GateAnswer("go", "ada@example", yes, "all looks fine"));
        _display.Questions.ShouldBe(1);
    }

    [Fact]
    public async Task Enter_alone_is_no_answer()
    {
        GateAnswer? answer = await Keeper(new Consent(false, false, false), "", "maybe", "n", "").AskAsync(Gate, CancellationToken.None);

        answer.ShouldBe(new GateAnswer("go", "ada@example", false, null));
    }

    [Fact]
    public async Task A_question_ends_when_somebody_else_has_answered()
    {
        using CancellationTokenSource closed = new();
        Task<GateAnswer?> asked = Keeper(new Consent(false, false, false), new Person(new TypingConsole(TestTerminal.Create(_terminal)))).AskAsync(Gate, closed.Token);

        await closed.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(asked.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Destructive_changes_are_declined_where_nobody_agreed_to_them(bool yes)
    {
        IReadOnlySet<string> declined = await Keeper(new Consent(yes, false, false)).ReviewAsync("move", [Harmless, Destructive], CancellationToken.None);

        declined.ShouldBe(["1.2"]);
    }

    [Fact]
    public async Task Destructive_changes_pass_where_the_command_line_agreed_to_them()
    {
        (await Keeper(new Consent(false, true, false)).ReviewAsync("move", [Harmless, Destructive], CancellationToken.None)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("yes", 0)]
    [InlineData("y", 1)]
    [InlineData("", 1)]
    public async Task At_the_terminal_only_the_whole_word_agrees_to_destroy(string typed, int declined)
    {
        IReadOnlySet<string> result = await Keeper(new Consent(true, false, false), typed).ReviewAsync("move", [Destructive], CancellationToken.None);

        result.Count.ShouldBe(declined);
        _notes.ToString().ShouldContain(Destructive.Summary);
    }

    [Fact]
    public async Task The_changes_of_a_single_operation_are_asked_for()
    {
        IReadOnlySet<string> declined = await Keeper(new Consent(false, false, true), "n").ReviewAsync("operation", [Harmless], CancellationToken.None);

        declined.ShouldBe(["1.1"]);
        _notes.ToString().ShouldContain(Harmless.Summary);
    }

    [Fact]
    public async Task A_person_is_told_of_which_step_a_decision_is_wanted()
    {
        RunState run = new SampleRun(("b", "Tells the users", "notice/message"), ("c", "Tells the team", "notice/message"))
            .Begin("b").Begin("c").Add(new StepFailed("c", SampleRun.Failure(), null, null)).State;

        FailureDecision? decision = await Keeper(new Consent(false, false, false), "a", "").DecideAsync(run.Step("c"), CancellationToken.None);

        decision.ShouldBe(new FailureDecision("c", "ada@example", FailureChoice.Abort, null));
        _terminal.ToString().ShouldStartWith("Step 'c', Tells the team, has failed. What now?");
    }

    [Fact]
    public async Task Where_nobody_is_there_to_agree_the_step_fails_instead_of_doing_nothing_and_ending_well()
    {
        GuruException exception = await Should.ThrowAsync<GuruException>(() =>
            Keeper(new Consent(false, false, true)).ReviewAsync("operation", [Harmless], CancellationToken.None));

        exception.Failure.Id.ShouldBe("NotConfirmed");
        exception.Failure.Evidence.ShouldBe([Harmless.Summary]);
    }

    // Without typed lines nobody is at the terminal.
    private Gatekeeper Keeper(Consent consent, params string[] typed) => Keeper(consent, typed.Length == 0 ? null : new Person(new TypingConsole(TestTerminal.Create(_terminal), typed)));

    private Gatekeeper Keeper(Consent consent, Person? person) =>
        new("ada@example", consent, person, _display, new PlainScreen(_notes), (run, step) => $"guru approve {run} {step}", (run, step) => $"guru decide {run} {step} retry");
}
