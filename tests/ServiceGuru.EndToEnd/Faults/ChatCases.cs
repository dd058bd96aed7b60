using ServiceGuru.Notices;
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
