namespace ServiceGuru.Sandbox.Chat;

/// <summary>Messages as Slack gives them (https://docs.slack.dev/reference/events/message).</summary>
internal static class SlackShapes
{
    /// <summary>The app's own user.</summary>
    public const string Bot = "U0SERVGURU";

    private const string BotId = "B0SERVGURU";

    // Without asking for all, some of the users of a reaction are left out.
    private const int FewUsers = 2;

    /// <summary>A message.</summary>
    /// <param name="room">Its channel.</param>
    /// <param name="message">The message.</param>
    /// <param name="seen">All that can be seen of the channel.</param>
    /// <param name="withMetadata">Whether the metadata goes along.</param>
    /// <param name="full">Whether all users of a reaction are listed.</param>
    public static Dictionary<string, object> Message(ChatRoom room, ChatMessage message, IReadOnlyList<ChatMessage> seen, bool withMetadata, bool full = false)
    {
        Dictionary<string, object> shape = new() { ["type"] = "message", ["user"] = message.Sender, ["ts"] = message.Id };
        List<ChatMessage> replies = [.. seen.Where(one => one is { Kind: ChatKind.Message, Removed: false } && one.Target == message.Id)];
        if (replies.Count > 0 || message is { Kind: ChatKind.Message, Target: not null })
        {
            shape["thread_ts"] = message.Target ?? message.Id;
        }

        if (replies.Count > 0)
        {
            shape["reply_count"] = replies.Count;
            shape["reply_users"] = replies.Select(one => one.Sender).Distinct();
            shape["latest_reply"] = replies[^1].Id;
        }

        if (message.Removed)
        {
            shape["subtype"] = "tombstone";
            shape["user"] = "USLACKBOT";
            shape["text"] = "This message was deleted.";
            shape["hidden"] = true;
            return shape;
        }

        shape["text"] = message.IsTopic ? $"<@{message.Sender}> set the channel topic: {Escape(message.Text)}" : Escape(TextOf(message, seen, shape));
        if (message.IsTopic)
        {
            shape["subtype"] = "channel_topic";
            shape["topic"] = Escape(message.Text);
        }
        else if (withMetadata && message.Content is { } metadata)
        {
            shape["metadata"] = metadata;
        }

        if (message.IsBot)
        {
            shape["bot_id"] = message.Sender == Bot ? BotId : $"B{message.Sender.TrimStart('U')}";
        }

        AddReactions(shape, [.. seen.Where(one => one is { Kind: ChatKind.Reaction, Removed: false } && one.Target == message.Id)], full);
        return shape;
    }

    /// <summary>A text with Slack's entities.</summary>
    public static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private static string TextOf(ChatMessage message, IReadOnlyList<ChatMessage> seen, Dictionary<string, object> shape)
    {
        if (seen.LastOrDefault(one => one is { Kind: ChatKind.Edit, Removed: false } && one.Target == message.Id) is not { } edit)
        {
            return message.Text;
        }

        shape["edited"] = new { user = edit.Sender, ts = edit.Id };
        return edit.Text;
    }

    private static void AddReactions(Dictionary<string, object> shape, List<ChatMessage> reactions, bool full)
    {
        if (reactions.Count > 0)
        {
            shape["reactions"] = reactions.GroupBy(one => one.Text, StringComparer.Ordinal).Select(group =>
            {
                List<string> users = [.. group.Select(one => one.Sender).Distinct()];
                return new { name = group.Key, users = full ? users : users.Take(FewUsers), count = users.Count };
            });
        }
    }
}
