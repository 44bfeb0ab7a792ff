using Participatory.Contracts.Proposals;
using Participatory.Platform.Storage;
using Participatory.Proposals.Ideas;

namespace Participatory.Proposals.Authors;

/// <summary>An idea passes from its proposer to somebody who writes it, too: grants and notices go to them from then on.</summary>
internal static class Passing
{
    private static readonly Sql Update = new("""
        UPDATE proposal SET proposer_subject = @Subject, shown_as = @ShownAs, passed_on = passed_on + 1
        WHERE round_id = @RoundId AND proposal_id = @ProposalId
        """);

    /// <summary>Who proposes it once <paramref name="subject"/> does not: whoever joined first; null where nobody else writes it.</summary>
    public static AuthorRow? NextAfter(string subject, IEnumerable<AuthorRow> authors) =>
        authors.OrderBy(author => author.Place).FirstOrDefault(author => author.Writes && author.Subject != subject);

    public static async Task On(Transaction transaction, ProposalRow proposal, AuthorRow next, DateTimeOffset now)
    {
        await transaction.Execute(Update, next);
        await transaction.Publish(
            new ProposalPassedOn(next.RoundId, next.ProposalId, proposal.PassedOn + 1, next.Subject, now));
    }
}
