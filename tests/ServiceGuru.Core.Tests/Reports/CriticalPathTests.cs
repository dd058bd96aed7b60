using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Reports;

public sealed class CriticalPathTests
{
    [Fact]
    public void It_is_the_chain_of_those_that_kept_the_next_one_waiting_and_its_parts_add_up_to_the_whole()
    {
        RecordedRun run = new(RecordedRun.Step("start"), RecordedRun.Step("long", ["start"]), RecordedRun.Step("beside", ["start"]), RecordedRun.Step("left", ["long"]), RecordedRun.Step("end", ["left", "beside"]));
        run.After(1).Does("start", 2);
        run.Add(new StepStarted("beside", 1, [])).Add(new StepStarted("long", 1, [])).After(5).Add(new StepSucceeded("beside", null)).After(35).Add(new StepSucceeded("long", null));
        run.Add(new StepSkipped("left", "not needed")).Does("end", 3).After(1).Add(new RunEnded(RunStatus.Succeeded));

        RunStory story = run.Story;
        IReadOnlyList<PathPart> path = CriticalPath.Of(story);

        path.Select(part => (part.Step?.State.Step.Id, part.Own.TotalSeconds)).ShouldBe([("start", 3), ("long", 40), ("end", 3), (null, 1)]);
        path.Sum(part => (part.Own + part.Idle).TotalSeconds).ShouldBe(story.Took.TotalSeconds);
    }

    [Fact]
    public void A_run_of_which_nothing_began_has_none() => CriticalPath.Of(new RecordedRun(RecordedRun.Step("a")).Story).ShouldBeEmpty();
}
