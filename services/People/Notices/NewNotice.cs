using System.Text.Json;
using Participatory.Platform.Messaging;
using Participatory.Platform.Storage;

namespace Participatory.People.Notices;

/// <summary>Something that somebody is to be told; it is put into words and sent afterwards, by <see cref="SendNotices"/>.</summary>
/// <param name="Recipient">Their subject; empty where they have none yet.</param>
/// <param name="Reason">Of <see cref="NoticeReason"/>.</param>
/// <param name="Link">What its link opens.</param>
/// <param name="About">The idea whose outcome it tells of.</param>
internal sealed record NewNotice(
    string Recipient, string Reason, NoticeDetails Details, (string Kind, string Id)? Link = null,
    (string Round, string Project)? About = null)
{
    private static readonly Sql Insert = new("""
        INSERT INTO notice (notice_id, recipient, reason, details, link_to, link_id, about_round, about_project, created_at, tries, due_at)
        VALUES (@id, @Recipient, @Reason, @details, @linkTo, @linkId, @roundId, @projectId, @now, 0, @due)
        """);

    /// <summary>Notes it, in the transaction of what it tells of.</summary>
    /// <param name="due">When it is sent; at once where it is null.</param>
    /// <returns>Its id.</returns>
    public async Task<string> Note(Transaction transaction, DateTimeOffset now, DateTimeOffset? due = null)
    {
        var id = Guid.CreateVersion7().ToString();
        await transaction.Execute(Insert, new
        {
            id,
            Recipient,
            Reason,
            details = Details.Write(),
            linkTo = Link?.Kind,
            linkId = Link?.Id,
            roundId = About?.Round,
            projectId = About?.Project,
            now,
            due = due ?? now,
        });
        return id;
    }
}
