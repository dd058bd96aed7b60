namespace ServiceGuru.Sandbox;

/// <summary>One thing that can go wrong in the sandbox.</summary>
/// <param name="Name">Kebab-case name, stable.</param>
/// <param name="Concerns">The operation that meets it, e.g. <c>branches/move</c>.</param>
/// <param name="Summary">What it does, one sentence.</param>
/// <param name="Expect">What a user of ServiceGuru should see, one sentence.</param>
public sealed record SandboxFault(string Name, string Concerns, string Summary, string Expect);
