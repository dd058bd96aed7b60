using System.Management.Automation;
using ServiceGuru.Cmdlets;
using ServiceGuru.Operations;

namespace ServiceGuru.Tests.Cmdlets;

public sealed class FailureRecordTests
{
    [Theory]
    [InlineData(FailureKind.Refused, ErrorCategory.InvalidResult)]
    [InlineData(FailureKind.Usage, ErrorCategory.InvalidArgument)]
    [InlineData(FailureKind.Unreachable, ErrorCategory.ConnectionError)]
    [InlineData(FailureKind.UnknownOutcome, ErrorCategory.OperationStopped)]
    public void A_kind_has_its_category(FailureKind kind, ErrorCategory category) => FailureRecord.Category(kind).ShouldBe(category);

    [Fact]
    public void Every_kind_has_a_category() =>
        Enum.GetValues<FailureKind>().ShouldAllBe(kind => FailureRecord.Category(kind) != ErrorCategory.NotSpecified);

    [Fact]
    public void The_text_says_what_why_and_how_we_know_and_leaves_the_next_action_to_the_record()
    {
        Failure failure = new()
        {
            Id = "ImagePullBackOff",
            Message = "A pod can't pull its image.",
            Cause = "manifest unknown",
            Evidence = ["pod/worker-0", "event: Failed"],
            NextAction = "Build it again.",
        };

        FailureText.Of(failure).ReplaceLineEndings("\n").ShouldBe("A pod can't pull its image. manifest unknown\n  - pod/worker-0\n  - event: Failed");
    }

    [Fact]
    public void A_cause_that_the_message_already_tells_is_not_told_twice() =>
        FailureText.Of(new Failure { Id = "X", Message = "It failed: manifest unknown.", Cause = "manifest unknown" }).ShouldBe("It failed: manifest unknown.");
}
