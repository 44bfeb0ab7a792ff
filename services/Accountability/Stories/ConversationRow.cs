using Google.Protobuf.WellKnownTypes;
using Participatory.Accountability.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;

namespace Participatory.Accountability.Stories;

/// <summary>What an officer wrote down of a conversation, and the group has not confirmed yet.</summary>
internal sealed record ConversationRow
{
    private static readonly Sql SelectOfReports = new("""
        SELECT report_id, version, meeting, tellings, written_by, written_at FROM conversation
        WHERE report_id IN (SELECT item FROM {texts @reportIds} AS given)
        """);

    private static readonly Sql DeleteOne = new("DELETE FROM conversation WHERE report_id = @ReportId AND version = @Version");

    public string ReportId { get; init; } = "";
    public int Version { get; init; }
    public string Meeting { get; init; } = "";
    public byte[] Tellings { get; init; } = [];
    public string WrittenBy { get; init; } = "";
    public DateTimeOffset WrittenAt { get; init; }

    /// <summary>The conversations of those reports that have one.</summary>
    public static async Task<IReadOnlyDictionary<string, ConversationRow>> LoadOfReports(Session session,
        IReadOnlyList<string> reportIds) =>
        (await session.Many<ConversationRow>(SelectOfReports, new { reportIds = Sql.List(reportIds) }))
            .ToDictionary(row => row.ReportId, StringComparer.Ordinal);

    /// <summary>The conversation of a report, or null where nothing is written down.</summary>
    public static async Task<ConversationRow?> LoadOrNull(Session session, string reportId) =>
        (await LoadOfReports(session, [reportId])).GetValueOrDefault(reportId);

    /// <summary>What is written down, if it is what the group has read. Pure.</summary>
    /// <exception cref="Refusal">There is none, or it has been written anew since.</exception>
    public static ConversationRow AsRead(ConversationRow? written, int version) =>
        written is null ? throw new Refusal(AccountabilityReasons.ConversationNotFound, field: "report_id")
        : written.Version == version ? written
        : throw new Refusal(AccountabilityReasons.ConversationChanged, [("who", written.WrittenBy)], "version");

    /// <summary>Deletes it: nothing of it is kept.</summary>
    public Task<int> Delete(Transaction transaction) => transaction.Execute(DeleteOne, new { ReportId, Version });

    public Conversation ToMessage()
    {
        var conversation = Conversation.Parser.ParseFrom(Tellings);
        (conversation.Version, conversation.Meeting) = (Version, StateText.Read<Meeting>(Meeting));
        (conversation.WrittenBy, conversation.WriteTime) = (WrittenBy, WrittenAt.ToTimestamp());
        return conversation;
    }
}
