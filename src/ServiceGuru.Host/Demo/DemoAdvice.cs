using ServiceGuru.Documents;
using ServiceGuru.Host.CommandLine;
using ServiceGuru.Host.Console;
using ServiceGuru.Host.Sandboxes;
using ServiceGuru.Operations;
using ServiceGuru.ReleaseNotes;
using ServiceGuru.Reports;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Host.Demo;

/// <summary>Tells after a demonstration how to go on, in commands that work as they stand.</summary>
internal static class DemoAdvice
{
    private const int PostLines = 24;

    /// <summary>Shows the drafted post, because its file is about to go.</summary>
    public static void ShowPost(VerbCall call, RunState run)
    {
        foreach (BlogPost post in RunSummary.Of(run).BlogPosts)
        {
            string[] lines = post.Markdown.TrimEnd().Split('\n');
            call.Screen.Line();
            call.Screen.Line(new Piece(post.RepositoryPath, Tone.Strong));
            foreach (string line in lines.Take(PostLines))
            {
                call.Screen.Line("  ", new Piece(line, Tone.Dim));
            }

            if (lines.Length > PostLines)
            {
                call.Screen.Line(new Piece($"  … {lines.Length - PostLines} lines more", Tone.Dim));
            }
        }
    }

    public static void AfterSuccess(VerbCall call, SandboxFile sandbox)
    {
        call.Screen.Line();
        call.Screen.Line($"The sandbox lives on for {Duration.Format(DemoRun.Lifetime)} at most. Look around in it:");
        ShowAround(call, sandbox);
    }

    public static void AfterFailure(VerbCall call, SandboxFile sandbox, SandboxPlan plan, RunState run, string resumeCommand)
    {
        call.Screen.Line();
        call.Screen.Line(new Piece($"The sandbox lives on for {Duration.Format(DemoRun.Lifetime)} at most. {(plan.Faults.Count == 0 ? "Go" : "Repair it and go")} on where the run ended:", Tone.Strong));
        foreach (string fault in plan.Faults)
        {
            call.Screen.Line("  ", call.Parts.Self.Line("sandbox", "fault", fault, "--clear", "--directory", sandbox.Directory));
        }

        if (run.Failure is { } failure && Concerns(failure, "ImageBuildFailed"))
        {
            call.Screen.Line("  ", call.Parts.Self.Line("sandbox", "rebuild", "--directory", sandbox.Directory));
        }

        call.Screen.Line("  ", resumeCommand);
        call.Screen.Line(new Piece("Look around meanwhile, and end it when you are done:", Tone.Dim));
        ShowAround(call, sandbox);
    }

    private static bool Concerns(Failure failure, string id) => failure.Id == id || failure.Details.Any(detail => Concerns(detail, id));

    private static void ShowAround(VerbCall call, SandboxFile sandbox)
    {
        call.Screen.Line($"  export KUBECONFIG={sandbox.Kubeconfig} SERVICEGURU_SERVICE={sandbox.Service}");
        call.Screen.Line("  ", call.Parts.Self.Line("sandbox", "effects", "--directory", sandbox.Directory));
        call.Screen.Line("  ", call.Parts.Self.Line("sandbox", "stop", "--directory", sandbox.Directory));
    }
}
