using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;

namespace Participatory.Grants.Payees;

/// <summary>Where the keys of the bank details lie: in the folder that the setting <c>Data</c> names, never in the database.</summary>
internal static class PayeesSetup
{
    public static void AddBankVault(this WebApplicationBuilder builder)
    {
        var path = Path.Combine(Path.GetFullPath(builder.Configuration["Data"] ?? "data"), "keys", "bank-details");
        // It warns that keys lie unencrypted; they lie in a folder that only we can read.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);
        builder.Services.AddDataProtection().SetApplicationName("participatory-grants");
        // The folder is made when a key is first needed: a process that only migrates may have nowhere to write.
        builder.Services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(services => new ConfigureOptions<KeyManagementOptions>(
            options => options.XmlRepository = new FileSystemXmlRepository(
                SecretFolder(path), services.GetRequiredService<ILoggerFactory>())));
        builder.Services.AddSingleton(
            services => new BankVault(services.GetRequiredService<IDataProtectionProvider>(), SecretFolder(path).FullName));
    }

    private static DirectoryInfo SecretFolder(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path)
        : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
