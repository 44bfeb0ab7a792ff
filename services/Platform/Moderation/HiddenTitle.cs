using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Types.V1;

namespace Participatory.Platform.Moderation;

/// <summary>
/// Of what another service hides: whether its title, of which this one has a copy, is shown. The copy itself is never changed, since
/// people voted on it, and since it can be shown again.
/// </summary>
public static class HiddenTitle
{
    private static readonly Sql Insert = new("""
        INSERT INTO hidden_title (scope_id, item_id, number, state, reason, changed_at)
        SELECT @scopeId, @itemId, @number, @state, @reason, @at
        WHERE NOT EXISTS (SELECT 1 FROM hidden_title {lock} WHERE scope_id = @scopeId AND item_id = @itemId)
        """);

    private static readonly Sql Update = new("""
        UPDATE hidden_title SET number = @number, state = @state, reason = @reason, changed_at = @at
        WHERE scope_id = @scopeId AND item_id = @itemId AND number < @number
        """);

    private static readonly Sql Select = new("SELECT item_id, state, reason FROM hidden_title WHERE scope_id = @scopeId");

    /// <summary>Notes a change; the highest number counts, whichever is heard first. A photo has no title.</summary>
    /// <param name="part">"WORDS", with which the title goes, or "PHOTO".</param>
    /// <param name="state">As <see cref="StateText"/> writes a <see cref="HidingState"/>.</param>
    /// <param name="reason">As <see cref="StateText"/> writes a <see cref="HidingReason"/>; empty where there is none.</param>
    public static async Task Note(
        Transaction transaction, string scopeId, string itemId, string part, int number, string state, string reason, DateTimeOffset at)
    {
        var change = new { scopeId, itemId, number, state, reason, at };
        if (part == "WORDS" && await transaction.Execute(Insert, change).ConfigureAwait(false) == 0)
        {
            await transaction.Execute(Update, change).ConfigureAwait(false);
        }
    }

    /// <summary>What is hidden of a scope, by item.</summary>
    public static async Task<IReadOnlyDictionary<string, Hiding>> Load(Session session, string scopeId)
    {
        var found = new Dictionary<string, Hiding>(StringComparer.Ordinal);
        foreach (var row in await session.Many<TitleRow>(Select, new { scopeId }).ConfigureAwait(false))
        {
            if (ToMessage(row.State, row.Reason) is { } hiding)
            {
                found.Add(row.ItemId, hiding);
            }
        }

        return found;
    }

    /// <summary>The columns hiding_state and hiding_reason for a statement that reads copies; null where nothing was ever hidden.</summary>
    /// <param name="scope">The column that has the scope, with its table.</param>
    /// <param name="item">The column that has the item, with its table.</param>
    public static string Columns(string scope, string item) =>
        $"(SELECT hidden_title.state FROM hidden_title WHERE hidden_title.scope_id = {scope} AND hidden_title.item_id = {item}) "
        + "AS hiding_state, (SELECT hidden_title.reason FROM hidden_title "
        + $"WHERE hidden_title.scope_id = {scope} AND hidden_title.item_id = {item}) AS hiding_reason";

    /// <summary>What stands in the place of a title: its state and reason, and nobody; null where the title is shown.</summary>
    public static Hiding? ToMessage(string? state, string? reason) =>
        state is null || !HidingRow.IsHidden(StateText.Read<HidingState>(state)) ? null : new Hiding
        {
            State = StateText.Read<HidingState>(state),
            Reason = string.IsNullOrEmpty(reason) ? HidingReason.Unspecified : StateText.Read<HidingReason>(reason),
        };

    private sealed record TitleRow
    {
        public string ItemId { get; init; } = "";
        public string State { get; init; } = "";
        public string Reason { get; init; } = "";
    }
}
