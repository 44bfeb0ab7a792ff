using Participatory.Contracts.Proposals;
using Participatory.Platform.Storage;

namespace Participatory.People.Following;

/// <summary>
/// What we have heard of ideas, rounds and areas that can be followed: what they are called, and whether everybody may read it. The
/// messages come in any order.
/// </summary>
internal static class KnownThings
{
    private static readonly Sql AddIdea = new("""
        INSERT INTO known_idea (round_id, proposal_id, area_code, title, version, hidden_number, is_hidden)
        SELECT @roundId, @proposalId, '', '', 0, 0, 0
        WHERE NOT EXISTS (SELECT 1 FROM known_idea {lock} WHERE round_id = @roundId AND proposal_id = @proposalId)
        """);

    private static readonly Sql SetTitle = new("""
        UPDATE known_idea SET title = @title, version = @version
        WHERE round_id = @roundId AND proposal_id = @proposalId AND version <= @version AND withdrawn_at IS NULL
        """);

    private static readonly Sql SetHidden = new("""
        UPDATE known_idea SET is_hidden = @hidden, hidden_number = @number
        WHERE round_id = @roundId AND proposal_id = @proposalId AND hidden_number < @number
        """);

    // Nobody is told what it was called, nor has anybody to keep that of whoever is forgotten.
    private static readonly Sql SetWithdrawn = new("""
        UPDATE known_idea SET withdrawn_at = @at, title = ''
        WHERE round_id = @roundId AND proposal_id = @proposalId AND withdrawn_at IS NULL
        """);

    private static readonly Sql CountGone = new("""
        SELECT COUNT(*) FROM known_idea
        WHERE round_id = @roundId AND proposal_id = @proposalId AND (is_hidden = 1 OR withdrawn_at IS NOT NULL)
        """);

    private static readonly Sql CountWithdrawn = new("""
        SELECT COUNT(*) FROM known_idea WHERE round_id = @roundId AND proposal_id = @proposalId AND withdrawn_at IS NOT NULL
        """);

    private static readonly Sql AddRound = new("""
        INSERT INTO known_round (round_id, title) SELECT @roundId, @title
        WHERE NOT EXISTS (SELECT 1 FROM known_round {lock} WHERE round_id = @roundId)
        """);

    private static readonly Sql AddArea = new("""
        INSERT INTO known_area (round_id, area_code, name, number) SELECT @roundId, @areaCode, @name, 0
        WHERE NOT EXISTS (SELECT 1 FROM known_area {lock} WHERE round_id = @roundId AND area_code = @areaCode)
        """);

    private static readonly Sql RenameArea = new("""
        UPDATE known_area SET name = @name, number = @number
        WHERE round_id = @roundId AND area_code = @areaCode AND number < @number
        """);

    /// <summary>An idea is there, with what the message says of it.</summary>
    /// <param name="version">Of the words whose title it is; 0 where nobody says. An older one that comes later changes nothing.</param>
    public static async Task Hear(Transaction transaction, string roundId, string proposalId, string title, int version = 0)
    {
        await Hold(transaction, roundId, proposalId);
        await transaction.Execute(SetTitle, new { roundId, proposalId, title, version });
    }

    public static async Task Hide(Transaction transaction, ProposalHidden hidden)
    {
        await Hear(transaction, hidden.RoundId, hidden.ProposalId, hidden.Title);
        await transaction.Execute(SetHidden, new
        {
            roundId = hidden.RoundId, proposalId = hidden.ProposalId, hidden = hidden.Hidden, number = hidden.Number,
        });
    }

    public static async Task Withdraw(Transaction transaction, ProposalWithdrawn withdrawn)
    {
        await Hold(transaction, withdrawn.RoundId, withdrawn.ProposalId);
        await transaction.Execute(SetWithdrawn, new
        {
            roundId = withdrawn.RoundId, proposalId = withdrawn.ProposalId, at = withdrawn.WithdrawnAt,
        });
    }

    public static async Task Open(Transaction transaction, RoundOpened opened)
    {
        await transaction.Hold("known-round", opened.RoundId);
        await transaction.Execute(AddRound, new { roundId = opened.RoundId, title = opened.Title });
        foreach (var area in opened.Areas)
        {
            await transaction.Execute(AddArea, new { roundId = opened.RoundId, areaCode = area.AreaCode, name = area.Name });
        }
    }

    public static async Task Rename(Transaction transaction, AreasRenamed renamed)
    {
        await transaction.Hold("known-round", renamed.RoundId);
        foreach (var area in renamed.Areas)
        {
            await transaction.Execute(AddArea, new { roundId = renamed.RoundId, areaCode = area.AreaCode, name = area.Name });
            await transaction.Execute(
                RenameArea, new { roundId = renamed.RoundId, areaCode = area.AreaCode, name = area.Name, number = renamed.Number });
        }
    }

    /// <summary>Nobody sees an idea any more, as far as we have heard.</summary>
    public static async Task<bool> LoadIsGone(Session session, string roundId, string proposalId) =>
        await session.One<long>(CountGone, new { roundId, proposalId }) > 0;

    /// <summary>It was taken back, as far as we have heard.</summary>
    public static async Task<bool> LoadIsWithdrawn(Session session, string roundId, string proposalId) =>
        await session.One<long>(CountWithdrawn, new { roundId, proposalId }) > 0;

    // Of messages about one idea that come at once, one waits for the other.
    private static async Task Hold(Transaction transaction, string roundId, string proposalId)
    {
        await transaction.Hold("known-idea", roundId, proposalId);
        await transaction.Execute(AddIdea, new { roundId, proposalId });
    }
}
