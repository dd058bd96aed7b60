namespace ServiceGuru.Runbooks.Execution;

/// <summary>What a run is about; not everything that people may ask for makes sense in each.</summary>
internal enum RunPhase
{
    /// <summary>It does its steps.</summary>
    Steps,

    /// <summary>It was given up: what runs always still runs.</summary>
    Closing,

    /// <summary>It undoes what it has changed.</summary>
    Undo,
}
