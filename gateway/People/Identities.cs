using System.Collections.Concurrent;
using Google.Protobuf;
using Grpc.Core;
using Participatory.Gateway.Calls;
using Participatory.People.V1;
using Participatory.Platform.Calls;

namespace Participatory.Gateway.People;

/// <summary>
/// Whose session a cookie's secret is. People is asked, and its answer is kept for ten seconds: as long as it takes at the
/// most until a session or a role that was ended elsewhere is ended here, too. What is ended here is forgotten at once.
/// </summary>
public sealed class Identities(PeopleAsGateway people, TimeProvider clock)
{
    /// <summary>How long an answer is kept.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(10);

    // A few MB; beyond it everybody is asked about again.
    private const int MostKept = 20_000;

    private readonly ConcurrentDictionary<string, Kept> kept = new(StringComparer.Ordinal);

    /// <returns>Null where the session has ended.</returns>
    /// <exception cref="RpcException">People does not answer.</exception>
    public async Task<Participatory.People.V1.Identity?> Of(string secret, CancellationToken cancellation)
    {
        if (kept.TryGetValue(secret, out var known) && known.Until > clock.GetUtcNow())
        {
            return known.Identity;
        }

        var identity = await Ask(secret, cancellation);
        if (kept.Count >= MostKept)
        {
            kept.Clear();
        }

        kept[secret] = new Kept(identity, clock.GetUtcNow() + KeptFor);
        return identity;
    }

    /// <summary>The session has just ended.</summary>
    public void Forget(string secret) => kept.TryRemove(secret, out _);

    /// <summary>Whatever People says next counts: of this person, something has just ended.</summary>
    public void ForgetPerson(string subject)
    {
        foreach (var (secret, _) in kept.Where(one => one.Value.Identity?.Subject == subject))
        {
            Forget(secret);
        }
    }

    /// <summary>Somebody's roles have just ended.</summary>
    public void ForgetAll() => kept.Clear();

    private async Task<Participatory.People.V1.Identity?> Ask(string secret, CancellationToken cancellation)
    {
        try
        {
            return await people.Client.GetIdentityAsync(
                new GetIdentityRequest { SessionSecret = ByteString.CopyFrom(Sessions.Read(secret)) }, cancellationToken: cancellation);
        }
        catch (RpcException refusal) when (refusal.Reason() == "SESSION_ENDED")
        {
            return null;
        }
    }

    private sealed record Kept(Participatory.People.V1.Identity? Identity, DateTimeOffset Until);
}
