namespace ServiceGuru.Operations;

/// <summary>What makes a crash in the middle of a change harmless.</summary>
public enum EffectContract
{
    /// <summary>The old value goes along and the other side refuses if it differs (git refs).</summary>
    CompareAndSwap,

    /// <summary>An idempotency key goes along and the other side drops a repetition.</summary>
    Keyed,

    /// <summary>We look first and act only where the wanted state is absent.</summary>
    Convergent,
}
