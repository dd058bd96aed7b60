namespace ServiceGuru.Rooms;

public sealed class AnswerTextTests
{
    private const string Run = "20261123-130502-k7qd";

    [Theory]
    [InlineData("yes")]
    [InlineData("Yes!")]
    [InlineData("  YES. ")]
    [InlineData("**yes**")]
    [InlineData("yes 👍")]
    [InlineData("👍🏽")]
    [InlineData("✅")]
    [InlineData(":+1:")]
    [InlineData(":thumbsup::skin-tone-4:")]
    [InlineData(":white_check_mark:")]
    [InlineData("+1")]
    [InlineData("approved")]
    [InlineData("yes to k7qd")]
    [InlineData("yes to run K7QD")]
    [InlineData("yes to 20261123-130502-k7qd!")]
    public void A_plain_yes_is_a_yes(string text) => Read(text).ShouldBe((true, null));

    [Theory]
    [InlineData("no", null)]
    [InlineData("No.", null)]
    [InlineData("👎", null)]
    [InlineData("❌", null)]
    [InlineData(":x:", null)]
    [InlineData("-1", null)]
    [InlineData("no...", null)]
    [InlineData("no -- wait for Bob", "wait for Bob")]
    [InlineData("no—staging is red", "staging is red")]
    [InlineData("no: not on a Friday", "not on a Friday")]
    [InlineData("no, not on a Friday", "not on a Friday")]
    [InlineData("No - not on a Friday", "not on a Friday")]
    [InlineData("no. Staging is red", "Staging is red")]
    [InlineData("no\nstaging is red", "staging is red")]
    [InlineData("no to k7qd: staging is red", "staging is red")]
    [InlineData("denied: staging is red", "staging is red")]
    public void A_no_has_its_reason_behind_any_mark(string text, string? reason) => Read(text).ShouldBe((false, reason));

    [Theory]
    [InlineData("yes: looked at staging", "looked at staging")]
    [InlineData("yes\nlooked at staging", "looked at staging")]
    [InlineData("yes to k7qd: go", "go")]
    public void A_yes_has_its_comment_behind_a_colon(string text, string comment) => Read(text).ShouldBe((true, comment));

    [Theory]
    [InlineData("yes, but not today")]
    [InlineData("yes - wait for me")]
    [InlineData("yes. Or wait")]
    [InlineData("yes?")]
    [InlineData("yes no")]
    [InlineData("yes 👎")]
    [InlineData("yesterday was better")]
    [InlineData("no problem, go ahead")]
    [InlineData("no-brainer, go ahead")]
    [InlineData("No-one objects, go!")]
    [InlineData("no.1 priority: ship it")]
    [InlineData("x-ray of staging looks fine")]
    [InlineData("x")]
    [InlineData("thumbsup")]
    [InlineData("nobody is here")]
    [InlineData("not yet")]
    [InlineData("LGTM")]
    [InlineData("is staging red?")]
    [InlineData("who says yes")]
    [InlineData("yes to abcd")]
    [InlineData("no to 20261123-130502-abcd: wrong run")]
    [InlineData("🎉")]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData(":")]
    public void What_is_not_clear_is_no_answer(string text) => Read(text).ShouldBeNull();

    [Theory]
    [InlineData("yes ticket=OPS-7")]
    [InlineData("yes: ticket = OPS-7")]
    [InlineData("yes: ticket=\"OPS-7\"")]
    public void Values_come_with_the_yes(string text) => Values(text).ShouldBe(new Dictionary<string, string> { ["ticket"] = "OPS-7" });

    [Fact]
    public void Several_values_and_a_comment_come_apart()
    {
        (bool yes, string? comment, IReadOnlyDictionary<string, string> values) = new AnswerText(Run, ["ticket", "window"]).Read("yes: all green; ticket=OPS-7, window=22:00 to 23:00")!.Value;

        yes.ShouldBeTrue();
        comment.ShouldBe("all green");
        values.ShouldBe(new Dictionary<string, string> { ["ticket"] = "OPS-7", ["window"] = "22:00 to 23:00" }, ignoreOrder: true);
    }

    [Fact]
    public void What_the_gate_does_not_ask_for_is_no_value()
    {
        new AnswerText(Run, []).Read("yes ticket=OPS-7").ShouldBeNull("nothing was asked for, so what stands there can't be told");
        new AnswerText(Run, ["ticket"]).Read("yes: myticket=OPS-7")!.Value.Values.ShouldBeEmpty();
    }

    [Fact]
    public void A_long_reason_is_cut() => Read($"no: {new string('x', 1900)}")!.Value.Comment!.Length.ShouldBe(501);

    private static (bool Yes, string? Comment)? Read(string text) => new AnswerText(Run, []).Read(text) is { } read ? (read.Yes, read.Comment) : null;

    private static IReadOnlyDictionary<string, string> Values(string text) => new AnswerText(Run, ["ticket"]).Read(text)!.Value.Values;
}
