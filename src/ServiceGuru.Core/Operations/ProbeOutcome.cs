namespace ServiceGuru.Operations;

/// <summary>What a look at the other side tells of a change whose outcome is in doubt.</summary>
public enum ProbeOutcome
{
    /// <summary>It happened.</summary>
    Applied,

    /// <summary>It did not happen; it may be applied now.</summary>
    NotApplied,

    /// <summary>The state is neither the old nor the new one; a person must decide.</summary>
    Unknown,
}
