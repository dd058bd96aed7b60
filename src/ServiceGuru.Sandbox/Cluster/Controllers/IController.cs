using ServiceGuru.Sandbox.Cluster.Storage;

namespace ServiceGuru.Sandbox.Cluster.Controllers;

/// <summary>Brings objects of one kind to what their spec says, a step at a time.</summary>
internal interface IController
{
    /// <summary>Gets the kind that it looks after.</summary>
    ResourceKind Kind { get; }

    /// <summary>Does the next step for an object.</summary>
    /// <returns>After how much of life to look again though nothing changes; null for never.</returns>
    TimeSpan? Reconcile(StoredObject item);

    /// <summary>The objects that a change of something else concerns, beyond those that own it.</summary>
    IEnumerable<StoredObject> Concerned(StoreChange change) => [];
}
