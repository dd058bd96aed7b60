using ServiceGuru.Approvals;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Services;

namespace ServiceGuru.Rooms;

public sealed class RoomAnswersTests
{
    private const string Run = "20261123-130502-k7qd";
    private const string Laura = "@laura:example.org";

    private readonly FakeRoom _room = new();
    private readonly GateOpened _gate = new("go", "Is it safe?", 1, null) { Opening = 2, Notify = ["team"], Show = ["staging is green"] };

    [Fact]
    public async Task It_asks_once_with_what_would_go_live_and_how_to_answer()
    {
        RoomAnswers answers = Answers();
        (await ReadAsync(answers)).ShouldBeEmpty();
        await ReadAsync(answers);
        await ReadAsync(Answers());

        (string _, string _, string text, string? below) = _room.Sent.ShouldHaveSingleItem();
        below.ShouldBeNull();
        text.ShouldContain(Run);
        text.ShouldContain("Is it safe?");
        text.ShouldContain("staging is green");
        text.ShouldContain("yes to k7qd");
    }

    [Fact]
    public async Task A_new_opening_is_a_new_question()
    {
        await ReadAsync(Answers());
        await Answers().ReadAsync(Run, _gate with { Opening = 3 }, DateTimeOffset.UnixEpoch, default);

        _room.Sent.Select(one => one.Key).ShouldBeUnique();
        _room.Sent.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_question_that_is_too_long_loses_what_is_shown_and_never_how_to_answer()
    {
        await Answers().ReadAsync(Run, _gate with { Show = [.. Enumerable.Range(0, 500).Select(line => $"commit {line}")] }, DateTimeOffset.UnixEpoch, default);

        string text = _room.Sent.Single().Text;
        text.Length.ShouldBeLessThan(3_600);
        text.ShouldContain("commit 1\n");
        text.ShouldContain("…");
        text.ShouldContain("Answer here");
    }

    [Fact]
    public async Task The_answers_of_known_people_count_with_their_identity_and_a_key()
    {
        _room.Says(Laura, "no: not on a Friday");
        _room.Reacts("@maja:example.org", "👍🏻");

        IReadOnlyList<GateAnswer> answers = await ReadAsync(Answers());

        answers.Select(answer => (answer.By, answer.Yes, answer.Comment, answer.Via, answer.Opening)).ShouldBe(
            [("matrix:@laura:example.org", false, "not on a Friday", "team", 2), ("matrix:@maja:example.org", true, null, "team", 2)]);
        answers.Select(answer => answer.Key).ShouldBeUnique();
    }

    [Fact]
    public async Task A_message_that_is_edited_is_another_answer()
    {
        _room.Says(Laura, "yes");
        string? before = (await ReadAsync(Answers())).Single().Key;
        _room.Replies = [_room.Replies[0] with { Text = "no" }];

        GateAnswer after = (await ReadAsync(Answers())).Single();

        after.Yes.ShouldBeFalse();
        after.Key.ShouldNotBe(before);
    }

    [Fact]
    public async Task A_strangers_answer_never_counts_and_is_told_so_once()
    {
        _room.Says("@mallory:evil.example", "yes");
        _room.Reacts("@mallory:evil.example", "✅");
        _room.Says("@bystander:example.org", "is this about the outage?");

        for (int look = 0; look < 3; look++)
        {
            (await ReadAsync(Answers())).ShouldBeEmpty();
        }

        (string Id, string Key, string Text, string? Below) told = _room.Sent.Where(one => one.Below is not null).ShouldHaveSingleItem();
        told.Text.ShouldStartWith("@mallory:evil.example: your answer does not count");
    }

    [Fact]
    public async Task A_crowd_of_strangers_does_not_make_it_flood_the_room()
    {
        foreach (int number in Enumerable.Range(0, 200))
        {
            _room.Says($"@u{number}:evil.example", "yes");
        }

        await ReadAsync(Answers());

        _room.Sent.Count.ShouldBe(6);
    }

    [Fact]
    public async Task An_unclear_answer_is_told_once_how_to_answer_and_a_clear_one_later_counts()
    {
        _room.Says(Laura, "yes, but only after lunch");
        (await ReadAsync(Answers())).ShouldBeEmpty();
        (await ReadAsync(Answers())).ShouldBeEmpty();
        _room.Sent.Where(one => one.Below is not null).ShouldHaveSingleItem().Text.ShouldStartWith("laura: I can't tell whether that is a yes or a no");

        _room.Says(Laura, "yes");
        (await ReadAsync(Answers())).ShouldHaveSingleItem().Yes.ShouldBeTrue();
        _room.Sent.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Who_cannot_be_told_now_is_told_later_and_the_answers_count_meanwhile()
    {
        RoomAnswers answers = Answers();
        await ReadAsync(answers);
        _room.Says("@mallory:evil.example", "yes");
        _room.Says(Laura, "yes");
        _room.Mute = new Failure { Id = "ChatRateLimited", Message = "slow down" };
        (await ReadAsync(answers)).ShouldHaveSingleItem();

        _room.Mute = null;
        await ReadAsync(answers);
        _room.Sent.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Values_go_along()
    {
        GateOpened gate = _gate with { Inputs = new Dictionary<string, GateInput> { ["ticket"] = new() { Required = true } } };
        _room.Says(Laura, "yes ticket=OPS-7");

        GateAnswer answer = (await Answers().ReadAsync(Run, gate, DateTimeOffset.UnixEpoch, default)).Single();

        answer.Values!["ticket"].ShouldBe("OPS-7");
        _room.Sent[0].Text.ShouldContain("yes ticket=…");
    }

    [Fact]
    public async Task What_becomes_of_it_is_said_below_the_question_once()
    {
        RoomAnswers answers = Answers();
        (await answers.SayAsync(Run, _gate, DateTimeOffset.UnixEpoch, "closed", "laura said yes.", default)).ShouldBeFalse("nobody was asked");
        await ReadAsync(answers);
        (await answers.SayAsync(Run, _gate, DateTimeOffset.UnixEpoch, "closed", "laura said yes.", default)).ShouldBeTrue();
        (await Answers().SayAsync(Run, _gate, DateTimeOffset.UnixEpoch, "closed", "laura said yes.", default)).ShouldBeTrue();
        await answers.TellAsync(Run, _gate, new GateAnswered("go", "matrix:@laura:example.org", true, null) { Key = "team:m1", Refused = "You started it." }, default);
        await answers.TellAsync(Run, _gate, new GateAnswered("go", "matrix:@laura:example.org", true, null) { Key = "team:m2" }, default);

        _room.Sent.Skip(1).Select(one => (one.Text, one.Below)).ShouldBe([("laura said yes.", "s0"), ("laura: your answer does not count. You started it.", "s0")]);
    }

    [Fact]
    public void Only_channels_in_which_somebody_known_could_answer_are_asked()
    {
        ServiceDefinition service = Service() with { Channels = [.. Service().Channels, new ChannelDefinition { Name = "other", Kind = ChannelKind.Slack, Room = "C1" }] };

        RoomAnswers.Of(service, NSubstitute.Substitute.For<Ports.IConnections>()).Select(source => source.Name).ShouldBe(["team"]);
    }

    private static ServiceDefinition Service() => new()
    {
        Name = "test",
        Channels = [new ChannelDefinition { Name = "team", Kind = ChannelKind.Matrix, Room = "!a:example.org" }],
        People = [new PersonDefinition { Id = "laura", Matrix = Laura }, new PersonDefinition { Id = "maja", Matrix = "@maja:example.org" }],
    };

    private RoomAnswers Answers() => new(Service(), Service().Channels[0], _room);

    private Task<IReadOnlyList<GateAnswer>> ReadAsync(RoomAnswers answers) => answers.ReadAsync(Run, _gate, DateTimeOffset.UnixEpoch, default);
}
