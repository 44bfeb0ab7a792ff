using System.Text.Json;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Options;
using Participatory.Gateway.Settings;

namespace Participatory.Gateway.People;

/// <summary>
/// Finds out from the OpenID provider where its doors are (OpenID Connect Discovery 1.0). Until it answers, everything
/// else works and officers are asked to try again.
/// </summary>
internal sealed class Provider(GatewaySettings settings, IOptionsMonitor<OAuthOptions> options, ILogger<Provider> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    public bool IsKnown { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var authority = Authority();
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        while (!IsKnown && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                Take(await http.GetFromJsonAsync<JsonElement>($"{authority}/.well-known/openid-configuration", stoppingToken), authority);
            }
            catch (Exception failure) when (failure is HttpRequestException or JsonException or KeyNotFoundException or TaskCanceledException && !stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(failure, "The officers' sign-in at {Authority} does not answer; trying again", authority);
                await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Take(JsonElement found, string authority)
    {
        var issuer = found.GetProperty("issuer").GetString()?.TrimEnd('/');
        if (issuer != authority)
        {
            throw new JsonException($"It says that it is {issuer}.");
        }

        var doors = options.Get(OfficerSignIn.Scheme);
        doors.AuthorizationEndpoint = found.GetProperty("authorization_endpoint").GetString()!;
        doors.TokenEndpoint = found.GetProperty("token_endpoint").GetString()!;
        doors.UserInformationEndpoint = found.GetProperty("userinfo_endpoint").GetString()!;
        IsKnown = true;
    }

    private string Authority()
    {
        var address = new Uri(settings.Officers.Authority!);
        return address.Scheme == Uri.UriSchemeHttps || address.IsLoopback
            ? address.ToString().TrimEnd('/')
            : throw new InvalidOperationException("Officers:Authority has to begin with https://.");
    }
}
