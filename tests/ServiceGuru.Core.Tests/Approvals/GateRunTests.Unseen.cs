using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Approvals;

/// <summary>Answers that nobody has seen in time, and those that nobody can read.</summary>
public sealed partial class GateRunTests
{
    [Fact]
    public async Task While_nobody_watches_the_gate_an_answer_says_until_when_it_counts_and_after_the_deadline_none_is_taken()
    {
        Task<RunState> run = MortalAsync("deadline: 1h");
        string id = await OpenAsync();
        await DieAsync(run);
        GateDesk desk = new(_bench.Journal, Clock);
        GateReply reply = new() { RunId = id, Step = "go", By = "ann@box", Yes = true, Via = "command" };

        GateReceipt receipt = await desk.AnswerAsync(reply, CancellationToken.None);

        receipt.Held.ShouldBeFalse();
        receipt.Until.ShouldBe(_bench.Records.Select(record => record.Event).OfType<GateOpened>().Single().Deadline);
        Clock.Advance(TimeSpan.FromHours(2));
        (await Should.ThrowAsync<GuruException>(() => desk.AnswerAsync(reply, CancellationToken.None))).Failure.Id.ShouldBe("GateExpired");
        (await _bench.ResumeAsync(id)).Step("go").Answers.Single().Refused.ShouldNotBeNull().ShouldContain("Nobody had seen it");
    }

    [Fact]
    public async Task What_nobody_can_read_is_a_no_at_every_open_gate_and_at_none_that_opens_later()
    {
        Task<RunState> run = _bench.RunAsync("""
            name: gates
            steps:
              - { id: go, uses: gate/approval, with: { question: Safe? } }
              - { id: sure, needs: [], uses: gate/approval, with: { question: Sure? } }
              - { id: set, uses: test/set, with: { values: { a: "1" } } }
            """);
        string id = await OpenAsync();
        while (_bench.Records.ToList().Count(record => record.Event is GateOpened) < 2)
        {
            await Task.Yield();
        }

        string mailbox = Directory.CreateDirectory(Path.Combine(_bench.Folder, "runs", id, "requests")).FullName;
        await File.WriteAllTextAsync(Path.Combine(mailbox, "0-garbage.json"), "no json");
        await Clock.RunAsync(run);

        RunState state = await run;

        state.Steps.Take(2).Select(step => (step.Status, step.Answers.Single().Via)).ShouldBe([(StepStatus.Failed, GateAnswered.Unreadable), (StepStatus.Failed, GateAnswered.Unreadable)]);
        Directory.GetFiles(mailbox).ShouldBeEmpty();
        _bench.World.Effects.ShouldBeEmpty();
    }
}
