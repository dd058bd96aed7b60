using ServiceGuru.Approvals;
using ServiceGuru.Cmdlets;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Tests.Cmdlets;

public sealed class PipelineGatekeeperTests
{
    private static readonly GateOpened Gate = new("go", "Is it safe?", 1, null);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_gate_gets_the_persons_answer_and_name(bool yes)
    {
        GateAnswer? answer = await Keeper(new ScriptedPrompt { Answer = yes }).AskAsync(Gate, CancellationToken.None);

        answer.ShouldBe(new GateAnswer("go", "ana@host", yes, null));
    }

    [Fact]
    public async Task Confirm_false_answers_a_gate_with_yes_and_says_how_the_answer_came()
    {
        ScriptedPrompt prompt = new() { Answer = false };

        GateAnswer? answer = await Keeper(prompt, answersYes: true).AskAsync(Gate, CancellationToken.None);

        answer.ShouldBe(new GateAnswer("go", "ana@host", true, "-Confirm:$false"));
        prompt.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Confirm_false_does_not_answer_a_gate_for_destruction()
    {
        ScriptedPrompt prompt = new() { Answer = false };

        GateAnswer? answer = await Keeper(prompt, answersYes: true).AskAsync(Gate with { Destructive = true }, CancellationToken.None);

        answer!.Yes.ShouldBeFalse();
        prompt.Asked.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Where_nobody_can_be_asked_a_gate_stays_open_and_the_way_to_answer_is_told()
    {
        ScriptedPrompt prompt = new() { Answer = null };

        (await Keeper(prompt).AskAsync(Gate, CancellationToken.None)).ShouldBeNull();

        prompt.Warnings.ShouldHaveSingleItem().ShouldContain("guru approve 20261123-130502-k7qd go");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_gate_that_wants_values_is_answered_from_elsewhere(bool answersYes)
    {
        ScriptedPrompt prompt = new() { Answer = true };
        GateOpened gate = Gate with { Inputs = new Dictionary<string, GateInput> { ["count"] = new() { Required = true } } };

        (await Keeper(prompt, answersYes: answersYes).AskAsync(gate, CancellationToken.None)).ShouldBeNull();

        prompt.Warnings.ShouldHaveSingleItem().ShouldContain("Approve-RunbookGate 20261123-130502-k7qd go -Value");
    }

    [Fact]
    public async Task Who_may_not_answer_is_told_why()
    {
        ScriptedPrompt prompt = new() { Answer = true };

        await Keeper(prompt).TellAsync(Gate, "ana started this run.", CancellationToken.None);

        prompt.Warnings.ShouldHaveSingleItem().ShouldContain("ana started this run. Somebody else answers with");
    }

    [Theory]
    [InlineData(0, FailureChoice.Retry, null)]
    [InlineData(1, FailureChoice.Skip, "known")]
    [InlineData(2, FailureChoice.Undo, null)]
    [InlineData(3, FailureChoice.Abort, null)]
    public async Task A_failed_step_gets_the_persons_decision(int chosen, FailureChoice choice, string? reason)
    {
        FailureDecision? decision = await Keeper(new ScriptedPrompt { Choice = chosen, Said = "known" }).DecideAsync(Failed, CancellationToken.None);

        decision.ShouldBe(new FailureDecision("images", "ana@host", choice, reason));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    public async Task Where_nobody_decides_or_says_why_a_step_can_be_left_the_way_to_decide_is_told(int? chosen)
    {
        ScriptedPrompt prompt = new() { Choice = chosen };

        (await Keeper(prompt).DecideAsync(Failed, CancellationToken.None)).ShouldBeNull();

        prompt.Warnings.ShouldHaveSingleItem().ShouldContain("guru decide 20261123-130502-k7qd images retry|skip|undo|abort");
        prompt.Asked[0].ShouldBe("It [31mfailed. [Sick]", "text of outside systems does not steer the terminal");
    }

    private static StepState Failed => new()
    {
        Step = new StepHeader("images", "Images", "images/await", [], StepCondition.Success, UndoPolicy.Offered),
        Status = StepStatus.Undecided,
        Failure = new Failure { Id = "Sick", Message = "It\u001b[31mfailed." },
    };

    [Fact]
    public async Task Changes_that_the_person_does_not_want_are_declined()
    {
        PipelineGatekeeper keeper = Keeper(new ScriptedPrompt { Change = summary => summary != "move b" });

        IReadOnlySet<string> declined = await keeper.ReviewAsync("move", [Change("1", "a"), Change("2", "b")], CancellationToken.None);

        declined.ShouldBe(["2"]);
        keeper.Declined.ShouldBe(["b"]);
        (keeper.SaidYes, keeper.SaidNo).ShouldBe((true, true));
    }

    [Theory]
    [InlineData(true, 0, false)]
    [InlineData(false, 1, true)]
    [InlineData(null, 1, false)]
    public async Task A_destructive_change_needs_its_own_yes(bool? answer, int declined, bool byPerson)
    {
        ScriptedPrompt prompt = new() { Answer = answer };
        PipelineGatekeeper keeper = Keeper(prompt);

        IReadOnlySet<string> result = await keeper.ReviewAsync("move", [Change("1", "a", destructive: true)], CancellationToken.None);

        result.Count.ShouldBe(declined);
        (keeper.SaidYes, keeper.SaidNo).ShouldBe((declined == 0, byPerson));
        prompt.Asked.ShouldHaveSingleItem().ShouldContain("push the old commit");
    }

    [Fact]
    public async Task Confirm_false_is_no_yes_to_destruction()
    {
        PipelineGatekeeper keeper = Keeper(new ScriptedPrompt { Answer = null }, answersYes: true);

        (await keeper.ReviewAsync("move", [Change("1", "a", destructive: true)], CancellationToken.None)).ShouldBe(["1"]);
    }

    [Fact]
    public async Task Force_agrees_to_destruction_without_a_question()
    {
        ScriptedPrompt prompt = new();

        IReadOnlySet<string> declined = await Keeper(prompt, force: true).ReviewAsync("move", [Change("1", "a", destructive: true)], CancellationToken.None);

        declined.ShouldBeEmpty();
        prompt.Asked.ShouldBeEmpty();
    }

    private static PipelineGatekeeper Keeper(IPrompt prompt, bool answersYes = false, bool force = false) =>
        new(prompt) { User = "ana@host", Caption = "weekly", Run = () => "20261123-130502-k7qd", AnswersYes = answersYes, AllowsDestruction = force };

    private static Change Change(string id, string target, bool destructive = false) => new()
    {
        Id = id,
        Kind = "move-branch",
        Target = target,
        Summary = $"move {target}",
        Effect = EffectContract.CompareAndSwap,
        Destructive = destructive,
        Undo = "push the old commit",
    };
}
