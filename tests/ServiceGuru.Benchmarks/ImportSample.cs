namespace ServiceGuru.Benchmarks;

/// <summary>One start of pwsh.</summary>
/// <param name="Wall">From start to end of the process.</param>
/// <param name="Processor">The processor's time that it used until it was asked.</param>
/// <param name="Import">What was imported, alone, within it.</param>
/// <param name="Private">Memory that only it has, in bytes.</param>
/// <param name="WorkingSet">All memory that it has, in bytes.</param>
internal sealed record ImportSample(double Wall, double Processor, double Import, double Private, double WorkingSet);
