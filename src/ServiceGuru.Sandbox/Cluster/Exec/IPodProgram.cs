namespace ServiceGuru.Sandbox.Cluster.Exec;

/// <summary>A program that the simulated images have.</summary>
internal interface IPodProgram
{
    /// <summary>Gets the names under which it is called.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>Gets whether only the service's own images have it.</summary>
    bool OfTheService { get; }

    /// <summary>Runs it.</summary>
    ExecAnswer Run(ExecCall call);
}
