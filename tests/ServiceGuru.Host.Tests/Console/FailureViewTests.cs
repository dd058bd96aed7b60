using ServiceGuru.Host.Console;
using ServiceGuru.Operations;

namespace ServiceGuru.Host.Tests.Console;

public sealed class FailureViewTests
{
    [Fact]
    public void What_a_detail_says_again_is_shown_once()
    {
        Failure detail = new() { Id = "CrashLoopBackOff", Message = "It crashes.", Cause = "exit code 1", Evidence = ["log: refused"], NextAction = "kubectl logs", Target = "pod/a" };
        Failure sum = new() { Id = "EnvironmentUnhealthy", Message = "stg is not healthy.", Cause = "It crashes.", Evidence = ["log: refused", "only here"], NextAction = "kubectl logs", Details = [detail] };
        StringWriter writer = new() { NewLine = "\n" };

        FailureView.Show(new PlainScreen(writer), sum);

        writer.ToString().ShouldBe("""
            ✗ stg is not healthy. [EnvironmentUnhealthy]
              evidence: only here
              ✗ It crashes. [CrashLoopBackOff]
                on:       pod/a
                why:      exit code 1
                evidence: log: refused
                next:     kubectl logs

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_cause_that_is_made_of_the_details_messages_is_not_shown()
    {
        Failure[] details = [new() { Id = "A", Message = "One." }, new() { Id = "B", Message = "Two." }];
        StringWriter writer = new() { NewLine = "\n" };

        FailureView.Show(new PlainScreen(writer), new Failure { Id = "Sum", Message = "Not everything could be read.", Cause = "One. Two.", Details = details });

        writer.ToString().ShouldNotContain("why:");
        writer.ToString().ShouldContain("One. [A]");
    }
}
