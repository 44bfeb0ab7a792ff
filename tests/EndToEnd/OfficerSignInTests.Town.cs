using System.Net;
using System.Text.Json.Nodes;
using Participatory.Tests.Harness;

namespace Participatory.Tests.EndToEnd;

public sealed partial class OfficerSignInTests
{
    /// <summary>A house whose officers sign in at the provider; both are there for all tests of this class.</summary>
    public sealed class Town : IAsyncLifetime
    {
        private static readonly (string Email, string Name)[] Officers =
        [
            ("olu@council.example", "Olu Ade, ward officer"),
            ("femi@council.example", "Femi Obi, ward officer"),
            ("ines@council.example", "Ines Duarte, ward officer"),
            ("noor@council.example", "Noor Khan, clerk"),
            ("amir@council.example", "Amir Shah, ward officer"),
            ("kit@council.example", "Kit Moss, clerk"),
            ("sam@council.example", "Sam Reed, clerk"),
        ];

        private readonly string data = Directory.CreateTempSubdirectory("participatory-officers-").FullName;
        private StandaloneProcess? house;

        internal SignInProvider Provider { get; private set; } = null!;

        internal Uri Pages => house!.Pages;

        public async ValueTask InitializeAsync()
        {
            Provider = await SignInProvider.Start();
            var settings = new Dictionary<string, string>
            {
                ["Officers:Authority"] = Provider.Address.ToString(),
                ["Officers:ClientId"] = SignInProvider.ClientId,
                ["Officers:ClientSecret"] = SignInProvider.ClientSecret,
            };
            foreach (var (at, (email, name)) in Officers.Index())
            {
                settings[$"Officers:People:{at}:Email"] = email;
                settings[$"Officers:People:{at}:Name"] = name;
                settings[$"Officers:People:{at}:Roles:0"] = "officer";
            }

            house = await StandaloneProcess.StartWith(data, settings);
        }

        /// <summary>Has the house end, and returns all that it wrote.</summary>
        internal async Task<string> Stop()
        {
            await house!.Terminate();
            return $"{house.Output}\n{house.Errors}";
        }

        public async ValueTask DisposeAsync()
        {
            if (house is not null)
            {
                await house.DisposeAsync();
            }

            await Provider.DisposeAsync();
            Directory.Delete(data, recursive: true);
        }
    }

    private sealed class Browser(Town town) : IDisposable
    {
        private readonly CookieContainer cookies = new();
        private HttpClient? web;

        private HttpClient Web => web ??= new HttpClient(
            new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = false })
        { BaseAddress = town.Pages };

        public bool IsSignedIn => cookies.GetCookies(town.Pages)["participatory-session"] is { Expired: false };

        /// <summary>The whole way to the provider and back.</summary>
        public async Task<Answer> SignIn(
            string account, string email, Action<JsonObject>? claims = null, Func<string, string>? token = null)
        {
            (town.Provider.Who, town.Provider.Claims, town.Provider.Token) = ((account, email), claims ?? (_ => { }), token);
            return await Open("/sign-in/officer");
        }

        /// <summary>The address to which the provider sends the browser back, not yet opened.</summary>
        public async Task<string> AnswerOfProvider(string account, string email)
        {
            (town.Provider.Who, town.Provider.Claims, town.Provider.Token) = ((account, email), _ => { }, null);
            using var start = await Web.GetAsync(new Uri("/sign-in/officer", UriKind.Relative), TestContext.Current.CancellationToken);
            using var provider = await Web.GetAsync(start.Headers.Location, TestContext.Current.CancellationToken);
            return provider.Headers.Location!.ToString();
        }

        /// <summary>The cookies of another browser, as they are now.</summary>
        public void Take(Browser other) => cookies.Add(other.cookies.GetCookies(town.Pages));

        public async Task<Answer> Open(string address)
        {
            var at = new Uri(town.Pages, address);
            for (var steps = 0; ; steps++)
            {
                using var answer = await Web.GetAsync(at, TestContext.Current.CancellationToken);
                if (answer.Headers.Location is not { } next || steps == 10)
                {
                    return new Answer(
                        answer.StatusCode, at.AbsolutePath, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
                }

                at = new Uri(at, next);
            }
        }

        /// <summary>Fills in a form of a page and sends it.</summary>
        public async Task<Answer> Send(string address, params (string Name, string Value)[] fields)
        {
            var page = await Open(address);
            var token = page.Text.Split("name=\"__RequestVerificationToken\"")[1].Split("value=\"")[1].Split('"')[0];
            using var form = new FormUrlEncodedContent(fields
                .Append(("RequestId", Guid.NewGuid().ToString())).Append(("__RequestVerificationToken", token))
                .Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
            using var answer = await Web.PostAsync(
                new Uri(address, UriKind.Relative), form, TestContext.Current.CancellationToken);
            return await Open(answer.Headers.Location!.ToString());
        }

        public void Dispose() => web?.Dispose();
    }
}
