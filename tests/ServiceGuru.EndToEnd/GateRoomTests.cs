using System.Diagnostics;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Sandbox;

namespace ServiceGuru.EndToEnd;

/// <summary>Gates answered by people in the rooms of the sandbox, through the real connectors.</summary>
public sealed class GateRoomTests
{
    [Fact]
    public async Task Two_people_open_a_gate_one_in_Matrix_and_one_in_Slack_and_both_rooms_are_told()
    {
        await using SandboxFixture world = await SandboxFixture.StartAsync(GateRooms.WithPeople);
        GateRooms rooms = new(world);
        Task<RunState> run = await rooms.StartAsync("need: 2, approvers: [laura, maja]");
        rooms.Questions("slack").Single().Text.ShouldContain("packit 1.2.3 goes live");
        rooms.React("matrix", GateRooms.Laura, "👍🏽");
        rooms.Say("slack", GateRooms.Maja, "yes: all green");

        RunState state = await run;

        state.Status.ShouldBe(RunStatus.Succeeded, state.Failure?.ToString());
        state.Step("go").Answers.Select(answer => (answer.By, answer.Person, answer.Via, answer.Comment)).ShouldBe(
            [("matrix:@laura:fedora.im", "laura", "matrix", null), ("slack:U0MAJA", "maja", "slack", "all green")], ignoreOrder: true);
        foreach (string room in new[] { "matrix", "slack" })
        {
            rooms.Questions(room).ShouldHaveSingleItem();
            rooms.Told(room).ShouldHaveSingleItem().ShouldContain("said yes");
        }
    }

    [Fact]
    public async Task A_no_in_Slack_closes_it_although_Matrix_said_yes()
    {
        await using SandboxFixture world = await SandboxFixture.StartAsync(GateRooms.WithPeople);
        GateRooms rooms = new(world);
        Task<RunState> run = await rooms.StartAsync();
        rooms.Say("matrix", GateRooms.Laura, "yes");
        rooms.Say("slack", GateRooms.Maja, "no: not on a Friday");

        RunState state = await run;

        state.Failure.ShouldNotBeNull().Id.ShouldBe("GateDenied");
        state.Failure.Message.ShouldContain("maja said no");
        state.Failure.Message.ShouldContain("not on a Friday");
        rooms.Told("matrix").ShouldHaveSingleItem().ShouldContain("maja said no at the gate 'go': not on a Friday");
        world.Effects().ShouldNotContain(effect => effect.Contains("We are deploying.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_strangers_bots_and_the_room_itself_say_does_not_count_and_a_stranger_is_told_so_once()
    {
        await using SandboxFixture world = await SandboxFixture.StartAsync(GateRooms.WithPeople);
        GateRooms rooms = new(world);
        Task<RunState> run = await rooms.StartAsync("need: 1");
        rooms.Say("slack", "U0MALLORY", "yes");
        rooms.React("matrix", "@mallory:evil.example", "✅");
        string question = rooms.Questions("slack")[0].Id;
        world.Sandbox.Act(new RoomAct { Room = "slack", As = GateRooms.Maja, Text = "yes", To = question, Bot = true });
        world.Sandbox.Act(new RoomAct { Room = "slack", As = GateRooms.Maja, Text = "yes" });
        world.Sandbox.Act(new RoomAct { Room = "matrix", As = GateRooms.Laura, Text = "👍" });
        await GateRooms.UntilAsync(() => rooms.Told("slack").Count > 0 && rooms.Told("matrix").Count > 0);
        rooms.Say("slack", GateRooms.Maja, "👎");

        RunState state = await run;

        state.Failure.ShouldNotBeNull().Id.ShouldBe("GateDenied");
        state.Step("go").Answers.ShouldHaveSingleItem().Person.ShouldBe("maja");
        rooms.Told("slack").Count(text => text.StartsWith("U0MALLORY: your answer does not count", StringComparison.Ordinal)).ShouldBe(1);
        rooms.Told("matrix").Count(text => text.StartsWith("@mallory:evil.example: your answer does not count", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_yes_that_is_taken_back_counts_no_more_whether_reaction_message_or_edit()
    {
        await using SandboxFixture world = await SandboxFixture.StartAsync(GateRooms.WithPeople);
        GateRooms rooms = new(world);
        Task<RunState> run = await rooms.StartAsync();
        rooms.React("matrix", GateRooms.Laura, "👍");
        await AnswersAsync(1);
        world.Sandbox.Act(new RoomAct { Room = "matrix", As = GateRooms.Laura, React = "👍", TakeBack = true });
        await AnswersAsync(0);

        rooms.Say("matrix", GateRooms.Laura, "yes");
        await AnswersAsync(1);
        world.Sandbox.Act(new RoomAct { Room = "matrix", As = GateRooms.Laura, TakeBack = true });
        await AnswersAsync(0);

        rooms.Say("slack", GateRooms.Maja, "yes");
        await AnswersAsync(1);
        world.Sandbox.Act(new RoomAct { Room = "slack", As = GateRooms.Maja, Text = "wait a moment", Edit = true });
        await AnswersAsync(0);
        await GateRooms.UntilAsync(() => rooms.Told("slack").Any(text => text.Contains("can't tell", StringComparison.Ordinal)));
        world.Sandbox.Act(new RoomAct { Room = "slack", As = GateRooms.Maja, Text = "no: seen an alert", Edit = true });

        RunState state = await run;
        state.Failure.ShouldNotBeNull().Message.ShouldContain("seen an alert");

        Task AnswersAsync(int count) => GateRooms.UntilAsync(() => rooms.Face.State!.Step("go").Answers.Count == count);
    }

    [Fact]
    public async Task A_quote_in_Matrix_counts_as_a_reply_in_the_thread_does()
    {
        await using SandboxFixture world = await SandboxFixture.StartAsync(GateRooms.WithPeople);
        GateRooms rooms = new(world);
        Task<RunState> run = await rooms.StartAsync("need: 1");
        world.Sandbox.Act(new RoomAct { Room = "matrix", As = "laura", Text = "yes", To = RoomAct.Last, Quote = true });

        (await run).Status.ShouldBe(RunStatus.Succeeded);
    }

    [Fact]
    public async Task Many_replies_and_reactions_are_all_read()
    {
        await using SandboxFixture world = await SandboxFixture.StartAsync(GateRooms.WithPeople);
        GateRooms rooms = new(world);
        Task<RunState> run = await rooms.StartAsync("need: 2");
        for (int number = 0; number < 230; number++)
        {
            rooms.Say("slack", $"U0CHAT{number}", "what is this about?");
            rooms.React("slack", $"U0CHAT{number}", "🎉");
            rooms.React("matrix", $"@chat{number}:fedora.im", "🎉");
        }

        rooms.Say("slack", GateRooms.Maja, "yes");
        rooms.React("matrix", GateRooms.Laura, "✅");

        (await run).Status.ShouldBe(RunStatus.Succeeded);
        rooms.Told("slack").ShouldHaveSingleItem().ShouldContain("said yes");
    }

    [Fact]
    public async Task A_deleted_question_takes_no_answers_the_run_says_so_and_the_other_room_still_does()
    {
        await using SandboxFixture world = await SandboxFixture.StartAsync(GateRooms.WithPeople);
        GateRooms rooms = new(world);
        Task<RunState> run = await rooms.StartAsync("need: 1");
        rooms.Say("slack", GateRooms.Maja, "hm");
        world.Sandbox.Act(new RoomAct { Room = "slack", As = "U0SERVGURU", To = rooms.Questions("slack")[0].Id, TakeBack = true });
        await GateRooms.UntilAsync(() => rooms.Face.Said.Any(line => line.Contains("not in the Slack channel slack any more", StringComparison.Ordinal)));
        rooms.Say("matrix", GateRooms.Laura, "yes");

        (await run).Status.ShouldBe(RunStatus.Succeeded);
        rooms.Questions("slack").ShouldBeEmpty("nobody is asked again behind the back of whoever deleted it");
    }

    [Fact]
    public async Task After_kill_9_the_same_questions_are_found_again_and_what_was_said_meanwhile_counts()
    {
        await using SandboxFixture world = await SandboxFixture.StartAsync(GateRooms.WithPeople);
        GateRooms rooms = new(world);
        string book = Path.Combine(world.Folder, "release.yaml");
        await File.WriteAllTextAsync(book, GateRooms.Book());
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "guru.dll"), "run", book, "--service", world.ServicePath, "--state", world.StateDirectory])
        {
            WorkingDirectory = world.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using (Process guru = Process.Start(start)!)
        {
            guru.StandardInput.Close();
            await rooms.AskedAsync("matrix", "slack");
            rooms.React("matrix", GateRooms.Laura, "👍");
            string open = (await world.Factory.Ledger.ListAsync(CancellationToken.None)).Single();
            await GateRooms.UntilAsync(async () => (await world.Factory.Ledger.ReadAsync(open, CancellationToken.None)).Any(record => record.Event is GateAnswered));
            guru.Kill();
            await guru.WaitForExitAsync();
        }

        rooms.Say("slack", GateRooms.Maja, "yes");
        string run = (await world.Factory.Ledger.ListAsync(CancellationToken.None)).Single();

        RunState state = await await rooms.ResumeAsync(run);

        state.Status.ShouldBe(RunStatus.Succeeded, state.Failure?.ToString());
        state.Step("go").Answers.Select(answer => answer.Person).ShouldBe(["laura", "maja"]);
        foreach (string room in new[] { "matrix", "slack" })
        {
            rooms.Questions(room).ShouldHaveSingleItem();
            rooms.Told(room).ShouldHaveSingleItem().ShouldContain("laura, maja said yes");
        }
    }
}
