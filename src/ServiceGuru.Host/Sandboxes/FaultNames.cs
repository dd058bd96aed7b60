using ServiceGuru.Documents;
using ServiceGuru.Operations;
using ServiceGuru.Sandbox;

namespace ServiceGuru.Host.Sandboxes;

/// <summary>Checks the names of faults before anything starts.</summary>
internal static class FaultNames
{
    /// <exception cref="GuruException">There is no such fault (<c>FaultNotFound</c>).</exception>
    public static void Require(IEnumerable<string> names)
    {
        if (names.FirstOrDefault(name => SandboxFaults.Find(name) is null) is { } unknown)
        {
            throw new GuruException(new Failure
            {
                Id = "FaultNotFound",
                Kind = FailureKind.Usage,
                Message = $"There is no fault '{unknown}'.{NearestName.Suggest(unknown, SandboxFaults.All.Select(fault => fault.Name))}",
                Target = unknown,
                NextAction = "List them with 'guru sandbox faults' (PowerShell: Get-SandboxFault).",
            });
        }
    }
}
