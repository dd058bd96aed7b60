using ServiceGuru.Documents;
using ServiceGuru.Host.CommandLine;
using ServiceGuru.Host.Console;
using ServiceGuru.Host.Sandboxes;

namespace ServiceGuru.Host.Demo;

/// <summary>Tells after a demonstration how to go on, in commands that work as they stand.</summary>
internal static class DemoAdvice
{
    public static void AfterSuccess(VerbCall call, SandboxFile sandbox)
    {
        call.Screen.Line();
        call.Screen.Line($"The sandbox lives on for {Duration.Format(DemoRun.Lifetime)} at most. Look around in it:");
        ShowAround(call, sandbox);
    }

    public static void AfterFailure(VerbCall call, SandboxFile sandbox, SandboxPlan plan, string resumeCommand)
    {
        call.Screen.Line();
        call.Screen.Line(new Piece($"The sandbox lives on for {Duration.Format(DemoRun.Lifetime)} at most. Repair it and go on where the run ended:", Tone.Strong));
        foreach (string fault in plan.Faults)
        {
            call.Screen.Line("  ", call.Parts.Self.Line("sandbox", "fault", fault, "--clear", "--directory", sandbox.Directory));
        }

        call.Screen.Line("  ", resumeCommand);
        call.Screen.Line(new Piece("Look around meanwhile, and end it when you are done:", Tone.Dim));
        ShowAround(call, sandbox);
    }

    private static void ShowAround(VerbCall call, SandboxFile sandbox)
    {
        call.Screen.Line($"  export KUBECONFIG={sandbox.Kubeconfig} SERVICEGURU_SERVICE={sandbox.Service}");
        call.Screen.Line("  ", call.Parts.Self.Line("sandbox", "effects", "--directory", sandbox.Directory));
        call.Screen.Line("  ", call.Parts.Self.Line("sandbox", "stop", "--directory", sandbox.Directory));
    }
}
