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
}
