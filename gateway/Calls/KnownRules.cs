using System.Collections.Concurrent;
using Grpc.Core;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;

namespace Participatory.Gateway.Calls;

/// <summary>
/// What is promised about a round's money, for pages that show it beside something else and must not fall with Grants: the
/// way to a ballot above all. Once voting has begun nothing of it changes, so it is asked for seldom.
/// </summary>
public sealed class KnownRules(ServiceChannels channels, TimeProvider clock)
{
    private static readonly TimeSpan KeepFixed = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan KeepNothing = TimeSpan.FromSeconds(10);

    private readonly GrantsService.GrantsServiceClient grants = new(channels.Grants.For(() => null, TimeSpan.FromSeconds(2)));
    private readonly ConcurrentDictionary<string, (DateTimeOffset Until, MoneyRules? Rules)> known = new(StringComparer.Ordinal);

    /// <param name="roundId">Of a round that there is.</param>
    /// <returns>Null where Grants does not answer at the moment; a page then says where to read it.</returns>
    public async Task<MoneyRules?> Of(string roundId, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (known.TryGetValue(roundId, out var kept) && kept.Until > now)
        {
            return kept.Rules;
        }

        var rules = await Now(roundId, cancellation);
        if (rules is not { Fixed: false })
        {
            known[roundId] = (now + (rules is null ? KeepNothing : KeepFixed), rules);
        }

        return rules;
    }

    /// <summary>As they stand at this moment, with what they changed of a result; null as above.</summary>
    public Task<MoneyRules?> Now(string roundId, CancellationToken cancellation) =>
        Asked(() => grants.GetMoneyRulesAsync(new GetMoneyRulesRequest { RoundId = roundId }, cancellationToken: cancellation).ResponseAsync, cancellation);

    /// <summary>Where groups are drawn by lot for a conversation, and who it was; null as above.</summary>
    public Task<Sample?> Draws(string roundId, CancellationToken cancellation) =>
        Asked(() => grants.GetSampleAsync(new GetSampleRequest { RoundId = roundId }, cancellationToken: cancellation).ResponseAsync, cancellation);

    private static async Task<T?> Asked<T>(Func<Task<T>> ask, CancellationToken cancellation) where T : class
    {
        try
        {
            return await ask();
        }
        catch (RpcException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }
}
