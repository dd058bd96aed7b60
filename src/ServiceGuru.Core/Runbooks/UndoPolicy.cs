namespace ServiceGuru.Runbooks;

/// <summary>What happens to a step's changes when the run fails.</summary>
public enum UndoPolicy
{
    /// <summary>They are listed, with how to undo them.</summary>
    Offered,

    /// <summary>They are undone, last one first.</summary>
    Automatic,
}
