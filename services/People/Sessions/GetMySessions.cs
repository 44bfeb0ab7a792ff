using Google.Protobuf.WellKnownTypes;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.People.Sessions;

/// <summary>Where a person is signed in, the last used first. Nothing is kept of the browsers themselves.</summary>
internal sealed class GetMySessions(Database database, TimeProvider clock)
{
    private const int Most = 50;

    private static readonly Sql Select = new("""
        SELECT secret_hash, way, begun_at, seen_at, passkey_at, provider_at FROM session WHERE subject = @Subject AND expires_at > @now
        ORDER BY seen_at DESC, begun_at DESC {limit @most}
        """);

    public async Task<MySessions> Handle(Caller caller, CancellationToken cancellation)
    {
        await using var session = await database.Read(cancellation);
        var found = await session.Many<MySessionRow>(Select, new { caller.Subject, now = clock.GetUtcNow(), most = Most });
        var answer = new MySessions();
        answer.Sessions.AddRange(found.Select(row => row.ToMessage(caller)));
        return answer;
    }

    private sealed record MySessionRow
    {
        public byte[] SecretHash { get; init; } = [];
        public string Way { get; init; } = "";
        public DateTimeOffset BegunAt { get; init; }
        public DateTimeOffset SeenAt { get; init; }
        public DateTimeOffset? PasskeyAt { get; init; }
        public DateTimeOffset? ProviderAt { get; init; }

        public MySession ToMessage(Caller caller) => new()
        {
            SessionId = Secret.IdOf(SecretHash),
            Way = StateText.Read<SessionWay>(Way),
            BeginTime = Timestamp.FromDateTimeOffset(BegunAt),
            SeeTime = Timestamp.FromDateTimeOffset(SeenAt),
            Here = Secret.IdOf(SecretHash) == caller.SessionId,
            // One that was added later has not signed them in.
            Passkey = PasskeyAt == BegunAt,
            Provider = ProviderAt is not null,
        };
    }
}
