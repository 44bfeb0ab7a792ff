using Grpc.Core;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Platform.Calls;

/// <summary>Finds out who calls: one of our gateways by its secret, or whoever shows an identity whose session has not ended.</summary>
public sealed class Callers(IdentityKey key, Database database, TimeProvider clock)
{
    private const string Bearer = "Bearer ";

    /// <returns>Nobody where nothing is shown.</returns>
    /// <exception cref="Refusal">What is shown is none of ours or good no more.</exception>
    public async Task<Caller> Of(ServerCallContext context)
    {
        var header = context.RequestHeaders.GetValue("authorization");
        if (string.IsNullOrEmpty(header))
        {
            return Caller.Nobody;
        }

        if (key.Gateways is { } gateways && header.StartsWith(GatewaySecret.Scheme, StringComparison.Ordinal)
            && gateways.Fits(header[GatewaySecret.Scheme.Length..]))
        {
            return GatewaySecret.Gateway;
        }

        var caller = header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? await Tokens.Verify(header[Bearer.Length..], key.Public, clock).ConfigureAwait(false)
            : null;
        return caller is null || await HasEnded(caller, context.CancellationToken).ConfigureAwait(false)
            ? throw new Refusal(Reasons.SignInRanOut)
            : caller;
    }

    private async Task<bool> HasEnded(Caller caller, CancellationToken cancellation)
    {
        if (caller.SessionId.Length == 0)
        {
            return false;
        }

        await using var session = await database.Read(cancellation).ConfigureAwait(false);
        return await EndedSessions.Has(session, caller.SessionId).ConfigureAwait(false);
    }
}
