using Participatory.Grants.V1;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Payees;

/// <summary>
/// Which grants go to one account although different people gave it. Accounts are compared by their marks, so nothing is opened. One
/// person who gives one account for two grants, such as a host, is one payee.
/// </summary>
internal static class SharedAccounts
{
    private static readonly Sql Select = new("""
        SELECT mine.award_id, other.award_id AS other_id, award.title
        FROM payee
        JOIN payee_mark mine ON mine.award_id = payee.award_id AND mine.version = payee.details_version
        JOIN payee_details details ON details.award_id = mine.award_id AND details.version = mine.version
        JOIN payee_mark other ON other.mark = mine.mark AND other.award_id <> mine.award_id
        JOIN payee others ON others.award_id = other.award_id AND others.details_version = other.version
        JOIN payee_details given ON given.award_id = other.award_id AND given.version = other.version
        JOIN award ON award.award_id = other.award_id
        WHERE payee.award_id IN (SELECT item FROM {texts @awardIds} AS asked) AND given.given_by <> details.given_by
            AND award.state IN ('ACCEPTED', 'PAID', 'CLOSED')
        ORDER BY mine.award_id, other.award_id
        """);

    /// <returns>For each award that shares its account, the others.</returns>
    public static async Task<ILookup<string, SameAccount>> Load(Session session, IEnumerable<string> awardIds) =>
        (await session.Many<SharedRow>(Select, new { awardIds = Sql.List(awardIds) }))
            .ToLookup(row => row.AwardId, row => new SameAccount { AwardId = row.OtherId, Title = row.Title }, StringComparer.Ordinal);

    private sealed record SharedRow
    {
        public string AwardId { get; init; } = "";
        public string OtherId { get; init; } = "";
        public string Title { get; init; } = "";
    }
}
