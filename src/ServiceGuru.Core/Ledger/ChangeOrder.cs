using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Ledger;

/// <summary>Lists what a run really did, in the order in which it happened.</summary>
internal static class ChangeOrder
{
    /// <summary>The applied changes and the undoing ones, newest first.</summary>
    public static IEnumerable<Change> Newest(IReadOnlyList<LedgerRecord> records)
    {
        Dictionary<(string Step, string Change), Change> planned = [];
        Dictionary<(string Step, string Change), Change> reverts = [];
        List<Change> done = [];
        foreach (LedgerRecord record in records)
        {
            switch (record.Event)
            {
                case StepPlanned step:
                    foreach (Change change in step.Changes)
                    {
                        planned[(step.Step, change.Id)] = change;
                    }

                    break;
                case ChangeEnded { Status: ChangeStatus.Applied } ended:
                    done.Add(planned[(ended.Step, ended.Change)]);
                    break;
                case UndoStarted started:
                    reverts[(started.Step, started.Change)] = started.Revert;
                    break;
                case UndoEnded { Failure: null } undone:
                    done.Add(reverts[(undone.Step, undone.Change)]);
                    break;
            }
        }

        done.Reverse();
        return done;
    }
}
