using System.Collections.Concurrent;
using Grpc.Core;
using Participatory.Grants.V1;
using Participatory.Platform.Calls;

namespace Participatory.Gateway.Calls;

/// <summary>
/// What Grants knows, for pages that show it beside something else and must not fall with it, whatever ails it: the way to a
/// ballot above all. Every answer is null where there is none at the moment; the page then says less.
/// </summary>
/// <remarks>Once it has failed it is left alone for a while, so that not every page waits for it.</remarks>
public sealed class FromGrants(ServiceChannels channels, TimeProvider clock, ILogger<FromGrants> log)
{
    private static readonly TimeSpan KeepFixed = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LeftAlone = TimeSpan.FromSeconds(10);

    private readonly GrantsService.GrantsServiceClient grants = new(channels.Grants.For(() => null, TimeSpan.FromSeconds(2)));
    private readonly ConcurrentDictionary<string, (DateTimeOffset Until, MoneyRules Rules)> known = new(StringComparer.Ordinal);
    private long leftAloneUntil;

    /// <summary>What is promised about a round's money. Once voting has begun nothing of it changes, so it is asked for seldom.</summary>
    /// <param name="roundId">Of a round that there is.</param>
    public async Task<MoneyRules?> Rules(string roundId, CancellationToken cancellation)
    {
        if (known.TryGetValue(roundId, out var kept) && kept.Until > clock.GetUtcNow())
        {
            return kept.Rules;
        }

        var rules = await RulesNow(roundId, cancellation);
        if (rules is { Fixed: true })
        {
            known[roundId] = (clock.GetUtcNow() + KeepFixed, rules);
        }

        return rules;
    }

    /// <summary>The same with what it changed of a result.</summary>
    public Task<MoneyRules?> RulesNow(string roundId, CancellationToken cancellation) =>
        Ask(() => grants.GetMoneyRulesAsync(new GetMoneyRulesRequest { RoundId = roundId }, cancellationToken: cancellation), cancellation);

    /// <summary>Where groups are drawn by lot for a conversation, and who it was.</summary>
    public Task<Sample?> Draws(string roundId, CancellationToken cancellation) =>
        Ask(() => grants.GetSampleAsync(new GetSampleRequest { RoundId = roundId }, cancellationToken: cancellation), cancellation);

    /// <summary>Where a round's money is.</summary>
    public Task<RoundMoney?> Money(string roundId, CancellationToken cancellation) =>
        Ask(() => grants.GetRoundMoneyAsync(new GetRoundMoneyRequest { RoundId = roundId }, cancellationToken: cancellation), cancellation);

    private async Task<T?> Ask<T>(Func<AsyncUnaryCall<T>> call, CancellationToken cancellation) where T : class
    {
        if (clock.GetUtcNow().Ticks < Volatile.Read(ref leftAloneUntil))
        {
            return null;
        }

        try
        {
            return await call();
        }
        catch (RpcException failure) when (!cancellation.IsCancellationRequested)
        {
            Volatile.Write(ref leftAloneUntil, (clock.GetUtcNow() + LeftAlone).Ticks);
            log.LogWarning("Grants gives no answer ({Status}); pages do without it for a while", failure.StatusCode);
            return null;
        }
    }
}
