namespace ServiceGuru.Ledger;

/// <summary>What the check of a run's hash chain found.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Records">How many records are whole and follow from each other, from the first on.</param>
/// <param name="LastHash">The hash of the last of these, lowercase hexadecimal; whoever keeps it elsewhere can prove later that nothing was cut off.</param>
public sealed record RunAudit(string RunId, long Records, string LastHash)
{
    /// <summary>The sequence of the first record that was changed, is missing or does not follow, or null where all is well.</summary>
    public long? BadRecord { get; init; }

    /// <summary>What is wrong with it.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether a torn record follows: what a crash leaves in the middle of writing; it never counted.</summary>
    public bool TornEnd { get; init; }

    /// <summary>Whether no record has the hash that was kept elsewhere: then records were cut off, or the hash is another run's.</summary>
    public bool CutOff { get; init; }

    /// <summary>Whether the chain holds, and reaches as far as was asked.</summary>
    public bool Intact => BadRecord is null && !CutOff;
}
