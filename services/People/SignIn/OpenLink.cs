using Google.Protobuf.WellKnownTypes;
using Participatory.People.Security;
using Participatory.People.Sessions;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Running;
using Participatory.Platform.Storage;

namespace Participatory.People.SignIn;

/// <summary>Signs somebody in with the link of an e-mail, for the one thing that it is about.</summary>
internal sealed class OpenLink(
    Database database, MailLinks links, PeopleSettings settings, TimeProvider clock, SecurityLog security)
{
    private static readonly int LongestToken = FieldLimits.LengthOf(OpenLinkRequest.Descriptor, "token");

    private static readonly Sql SelectPerson = new("SELECT subject FROM person WHERE subject = @subject");

    private static readonly Sql SelectWider = new("""
        SELECT expires_at FROM session WHERE secret_hash = @hash AND subject = @subject AND reaches IS NULL AND expires_at > @now
        """);

    public async Task<NewSession> Handle(OpenLinkRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).SessionSecret(request.SessionSecret).Check();
        var link = request.Token.Length <= LongestToken ? links.Read(request.Token) : null;
        if (link is not var (subject, reach))
        {
            security.Count(SecurityEventKind.LinkGone);
            throw Gone();
        }

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, NewSession.Parser) is { } before)
        {
            return before;
        }

        if (await transaction.One<string>(SelectPerson, new { subject }) is null)
        {
            throw Gone();
        }

        // Whoever is signed in as that person already reaches more than the link does.
        var now = clock.GetUtcNow();
        var wider = await transaction.One<DateTimeOffset?>(
            SelectWider, new { hash = Secret.Hash(request.SessionSecretBefore), subject, now });
        var session = wider is { } until
            ? new NewSession { ExpireTime = Timestamp.FromDateTimeOffset(until), Reach = reach, Kept = true }
            : await SessionStart.Begin(transaction, request.SessionSecret, subject, Ways.Link, now, settings.Sessions.Idle, reach);
        await transaction.Remember(caller, request, session);
        await transaction.Commit();
        if (!session.Kept)
        {
            security.Note(SecurityEventKind.SignedIn, subject, Ways.Link);
        }

        return session;
    }

    private static Refusal Gone() => new(PeopleReasons.LinkGone, field: "token");
}
