using ServiceGuru.Ledger;
using ServiceGuru.Notices;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Sandbox;

namespace ServiceGuru.EndToEnd.Faults;

/// <summary>What goes wrong with the chats.</summary>
internal static class ChatCases
{
    private static readonly SetTopicRequest Set = new() { Message = "in-progress" };
    private static readonly RestoreTopicRequest Restore = new();

    public static IReadOnlyList<FaultCase> All { get; } =
    [
        new("matrix-down", FaultActs.Weekly) { FailureId = "ChatUnreachable", ExitCode = 3, Says = ["matrix"], Never = ["git "] },
        new("matrix-forbidden", FaultActs.Weekly) { FailureId = "ChatForbidden", ExitCode = 3, Says = ["matrix", "M_FORBIDDEN"], Never = ["git ", "matrix "] },
        new("slack-down", SetWellThenRestoreAsync)
        {
            FailureId = "ChatUnreachable",
            ExitCode = 3,
            Says = ["slack"],
            Then = async (world, _) =>
            {
                Topics(world, "matrix").Count.ShouldBe(2, "Matrix is put back although Slack is down");
                Topics(world, "slack").Count.ShouldBe(1);
                world.Sandbox.SetFault("slack-down", false);
                (await FaultActs.Apply("notice/restore-topic", Restore)(world)).Failure.ShouldBeNull();
                Topics(world, "slack").Count.ShouldBe(2);
                Topics(world, "matrix").Count.ShouldBe(2, "what is back is not put back twice");
            },
        },
        new("chat-answers-late", world => GateAsync(world, "slack", GateRooms.Maja))
        {
            With = GateRooms.WithPeople,
            Then = async (world, outcome) =>
            {
                IReadOnlyList<LedgerRecord> records = await world.Factory.Ledger.ReadAsync(outcome.Run!.Id, CancellationToken.None);
                DateTimeOffset opened = records.Single(record => record.Event is GateOpened).Time;
                DateTimeOffset answered = records.Single(record => record.Event is GateAnswered).Time;
                (answered - opened).ShouldBeGreaterThan(TimeSpan.FromMinutes(10) / 2000, "ten minutes of this world");
            },
        },
        new("matrix-without-relations", world => GateAsync(world, "slack", GateRooms.Maja, "answers in matrix can't be read: Matrix does not know")) { With = GateRooms.WithPeople },
        new("slack-missing-scope", world => GateAsync(world, "matrix", GateRooms.Laura, "answers in slack can't be read: Slack refuses", "needs channels:history")) { With = GateRooms.WithPeople },
        new("slack-rate-limited", FaultActs.Apply("notice/topic", Set))
        {
            Then = (world, _) => Task.FromResult(Topics(world, "slack").ShouldHaveSingleItem()),
        },
        new("token-revoked", FaultActs.Apply("notice/message", new SendMessageRequest { Message = "in-progress" }))
        {
            FailureId = "ChatForbidden",
            ExitCode = 3,
            Says = ["token_revoked", "file:"],
            Never = ["matrix ", "slack "],
        },
        new("topic-changed-meanwhile", SetThenRestoreAsync)
        {
            FailureId = "TopicChangedMeanwhile",
            ExitCode = 1,
            Says = ["Copr is down", "--overwrite"],
            Then = async (world, _) =>
            {
                Topics(world, "matrix").Count.ShouldBe(1);
                Topics(world, "slack").Count.ShouldBe(2);
                world.Sandbox.SetFault("topic-changed-meanwhile", false);
                RestoreTopicRequest overwrite = new() { Overwrite = true };
                (await FaultActs.Apply("notice/restore-topic", overwrite)(world)).Failure.ShouldNotBeNull().Id.ShouldBe("DestructiveChangeNotApproved");
                Topics(world, "matrix").Count.ShouldBe(1, "nobody agreed");
                (await FaultActs.Apply("notice/restore-topic", overwrite, destructive: true)(world)).Failure.ShouldBeNull();
                Topics(world, "matrix").Count.ShouldBe(2);
            },
        },
        new("topic-silent", FaultActs.Apply("notice/topic", Set))
        {
            Then = (world, _) =>
            {
                foreach (string system in new[] { "matrix", "slack" })
                {
                    SandboxEffect said = world.Sandbox.Effects.Where(effect => effect.System == system && effect.Action == "send-message").ShouldHaveSingleItem();
                    said.Detail.ShouldBe(Topics(world, system).Single().Detail);
                }

                return Task.CompletedTask;
            },
        },
    ];

    private static IReadOnlyList<SandboxEffect> Topics(SandboxFixture world, string system) =>
        [.. world.Sandbox.Effects.Where(effect => effect.System == system && effect.Action == "set-topic")];

    // The gate is asked in both rooms and answered in the one; the run has said before what is wrong with the other.
    private static async Task<FaultOutcome> GateAsync(SandboxFixture world, string room, string user, params string[] says)
    {
        GateRooms rooms = new(world);
        Task<RunState> run = await rooms.StartAsync("need: 1");
        await GateRooms.UntilAsync(() => says.All(part => rooms.Face.Said.Any(line => line.Contains(part, StringComparison.Ordinal))));
        rooms.Say(room, user, "yes");
        return FaultOutcome.Of(await run);
    }

    private static async Task<FaultOutcome> SetThenRestoreAsync(SandboxFixture world)
    {
        (await FaultActs.Apply("notice/topic", Set)(world)).Failure.ShouldBeNull();
        return await FaultActs.Apply("notice/restore-topic", Restore)(world);
    }

    private static async Task<FaultOutcome> SetWellThenRestoreAsync(SandboxFixture world)
    {
        world.Sandbox.SetFault("slack-down", false);
        (await FaultActs.Apply("notice/topic", Set)(world)).Failure.ShouldBeNull();
        world.Sandbox.SetFault("slack-down", true);
        return await FaultActs.Apply("notice/restore-topic", Restore)(world);
    }
}
