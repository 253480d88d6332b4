<#
.SYNOPSIS
  Builds the images of one key with Packer: in each location that this task has not built yet.
.DESCRIPTION
  Runs on Windows PowerShell 5.1, as a task with taskclusterProxy. The template and Packer are mounted by the task.

  Environment: TASKCLUSTER_PROXY_URL, TASK_ID, RUN_ID (the worker), TASKCLUSTER_SECRET (name of the secret),
  IMAGE_COMMIT_SHA and IMAGE_COMMIT_TIME (for the image's stamp), DISABLE_CLEANUP (not empty: Packer leaves everything
  behind if it fails).
  Secrets reach Packer by the environment alone.

  Exit codes: 0 all images are there; 64 an argument is wrong; 78 the secret or the template is wrong; 123 another run may
  do better, which builds what is missing (123 is in the task's onExitStatus.retry).
#>
[CmdletBinding()]
param(
  [Parameter(Mandatory)] [string] $Key,
  # Separated by commas. Each is the name of a builder in the template.
  [Parameter(Mandatory)] [string] $Locations,
  [string] $Template = 'packer-template.json',
  [string] $Packer = 'packer\packer.exe',
  # After this Packer is interrupted, and after the grace killed: together less than the task's maxRunTime, so that Packer
  # can delete its resource groups.
  [ValidateRange(1, 1440)] [int] $TimeLimitMinutes = 210,
  [ValidateRange(1, 120)] [int] $GraceMinutes = 25,
  [string] $LoginEndpoint = 'https://login.microsoftonline.com',
  [string] $AzureEndpoint = 'https://management.azure.com'
)
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12

$WrongArgument = 64
$WrongConfiguration = 78
$TryAgain = 123

function Stop-Build([int] $Code, [string] $Message) {
  Write-Host "error: $Message"
  exit $Code
}

# The value at a path of properties, 'packer.app_id'; null where one is missing.
function Get-ValueAt($Value, [string] $Path) {
  foreach ($name in $Path.Split('.')) {
    if ($null -eq $Value) { return $null }
    $property = $Value.PSObject.Properties[$name]
    $Value = if ($property) { $property.Value } else { $null }
  }
  $Value
}

# An answer of a service; null for 404. Five tries, but not for what the service refuses. What is said of a failure does
# not quote the request: it holds what is secret.
function Get-Answer([string] $Service, [hashtable] $Request) {
  for ($try = 1; ; $try++) {
    try {
      return Invoke-RestMethod -UseBasicParsing -TimeoutSec 60 @Request
    } catch {
      $response = Get-ValueAt $_.Exception 'Response'
      $status = if ($response) { [int] $response.StatusCode } else { 0 }
      if ($status -eq 404) { return $null }
      $isTransient = $status -eq 0 -or $status -eq 429 -or $status -ge 500
      if (-not $isTransient) { Stop-Build $WrongConfiguration "$Service answers $status" }
      if ($try -eq 5) { Stop-Build $TryAgain "$Service does not answer (status $status)" }
      Start-Sleep -Seconds ([Math]::Pow(2, $try))
    }
  }
}

# Puts Packer's credentials into the environment, and refuses a secret that lacks one.
function Set-Credentials {
  $answer = Get-Answer 'the secrets service' @{ Uri = "$env:TASKCLUSTER_PROXY_URL/api/secrets/v1/secret/$env:TASKCLUSTER_SECRET" }
  $subscription = if ($Key.StartsWith('trusted')) { 'trusted_subscription_id' } else { 'subscription_id' }
  $paths = @{
    client_id = 'packer.app_id'; client_secret = 'packer.password'; tenant_id = 'tenant_id'; $subscription = $subscription
  }
  foreach ($variable in $paths.Keys) {
    $value = [string] (Get-ValueAt $answer "secret.relops_azure.$($paths[$variable])")
    if ([string]::IsNullOrWhiteSpace($value)) {
      Stop-Build $WrongConfiguration "the secret $env:TASKCLUSTER_SECRET has no relops_azure.$($paths[$variable])"
    }
    Set-Item -Path "env:$variable" -Value $value
  }
  (Get-Item -Path "env:$subscription").Value
}

# Those of the builders whose image an earlier run of this task has finished: the image carries the task's id.
function Select-Finished($Builders, [string] $Subscription) {
  $token = Get-Answer "Azure's login" @{
    Method = 'Post'
    Uri = "$LoginEndpoint/$env:tenant_id/oauth2/v2.0/token"
    Body = @{
      grant_type = 'client_credentials'; scope = 'https://management.azure.com/.default'
      client_id = $env:client_id; client_secret = $env:client_secret
    }
  }
  if ($null -eq $token) { Stop-Build $WrongConfiguration 'Azure does not know the tenant of the secret' }
  foreach ($builder in $Builders) {
    $image = Get-Answer 'Azure' @{
      Uri = '{0}/subscriptions/{1}/resourceGroups/{2}/providers/Microsoft.Compute/images/{3}?api-version=2022-03-01' -f
        $AzureEndpoint, $Subscription, $builder.managed_image_resource_group_name, $builder.managed_image_name
      Headers = @{ Authorization = "Bearer $($token.access_token)" }
    }
    $isWhole = (Get-ValueAt $image 'properties.provisioningState') -eq 'Succeeded'
    if ($isWhole -and (Get-ValueAt $image 'tags.machineImageTask') -ceq $env:TASK_ID) { $builder.name }
  }
}

# Packer in a process group of its own. Windows delivers an interrupt to a whole group: this way Packer gets it, and
# cleans up, while this script and the batch file around it go on.
Add-Type -TypeDefinition @'
using System;
using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

public static class ProcessGroup {
  // Only the first field is set, to the size that Windows has for the whole on 64 bits.
  [StructLayout(LayoutKind.Sequential, Size = 104)] struct StartupInfo { public int Size; }
  [StructLayout(LayoutKind.Sequential)] struct ProcessInformation { public IntPtr Process, Thread; public uint Id, ThreadId; }

  const uint CreateNewProcessGroup = 0x200, CtrlBreak = 1, TimedOut = 0x102;

  [DllImport("kernel32.dll", SetLastError = true, CharSet = CharSet.Unicode)]
  static extern bool CreateProcess(string application, StringBuilder line, IntPtr process, IntPtr thread, bool inherit,
    uint flags, IntPtr environment, string folder, ref StartupInfo startup, out ProcessInformation information);
  [DllImport("kernel32.dll")] static extern uint WaitForSingleObject(IntPtr handle, uint milliseconds);
  [DllImport("kernel32.dll")] static extern bool GenerateConsoleCtrlEvent(uint kind, uint group);
  [DllImport("kernel32.dll")] static extern bool TerminateProcess(IntPtr process, uint code);
  [DllImport("kernel32.dll")] static extern bool GetExitCodeProcess(IntPtr process, out uint code);

  // The exit code. A process that has not ended within the limit is interrupted, and after the grace ended.
  public static uint Run(string line, TimeSpan limit, TimeSpan grace, out bool isLate) {
    var startup = new StartupInfo { Size = 104 };
    ProcessInformation information;
    if (!CreateProcess(null, new StringBuilder(line), IntPtr.Zero, IntPtr.Zero, true, CreateNewProcessGroup, IntPtr.Zero,
        null, ref startup, out information)) throw new Win32Exception(Marshal.GetLastWin32Error());
    isLate = WaitForSingleObject(information.Process, (uint) limit.TotalMilliseconds) == TimedOut;
    if (isLate) {
      GenerateConsoleCtrlEvent(CtrlBreak, information.Id);
      if (WaitForSingleObject(information.Process, (uint) grace.TotalMilliseconds) == TimedOut) {
        TerminateProcess(information.Process, 1);
        WaitForSingleObject(information.Process, 60000);
      }
    }
    uint code;
    GetExitCodeProcess(information.Process, out code);
    return code;
  }
}
'@

# Arguments: they become part of a command line.
if ($Key -cnotmatch '\A[a-z0-9][a-z0-9.-]{0,49}\z') { Stop-Build $WrongArgument 'the key is no image key' }
if ($Locations -cnotmatch '\A[a-z0-9]{1,24}(,[a-z0-9]{1,24})*\z') { Stop-Build $WrongArgument 'a location is no region' }
if ($env:TASK_ID -cnotmatch '\A[A-Za-z0-9_-]{22}\z') { Stop-Build $WrongArgument 'TASK_ID is no task id' }
foreach ($path in $Template, $Packer) {
  if ($path.Contains('"')) { Stop-Build $WrongArgument 'a path contains a quote' }
  if (-not (Test-Path -LiteralPath $path -PathType Leaf)) { Stop-Build $WrongArgument "there is no $path" }
}
$wanted = @($Locations.Split(',') | Sort-Object -Unique)

# Packer itself passes over a name in -only that no builder has, and ends well.
$builders = @((Get-Content -LiteralPath $Template -Raw -Encoding UTF8 | ConvertFrom-Json).builders)
$unknown = @($wanted | Where-Object { $builders.name -cnotcontains $_ })
if ($unknown) { Stop-Build $WrongArgument "the template has no builder for $($unknown -join ', ')" }

$subscription = Set-Credentials
$finished = @()
if ([int] $env:RUN_ID -gt 0) {
  $finished = @(Select-Finished ($builders | Where-Object { $wanted -ccontains $_.name }) $subscription)
  Write-Host "finished by an earlier run: $(if ($finished) { $finished -join ', ' } else { 'nothing' })"
}
$left = @($wanted | Where-Object { $finished -cnotcontains $_ })
if (-not $left) { exit 0 }
Write-Host "building $Key in $($left -join ', ')"

& $Packer validate "-only=$($left -join ',')" $Template
if ($LASTEXITCODE -ne 0) { Stop-Build $WrongConfiguration 'Packer refuses the template' }

$onError = if ($env:DISABLE_CLEANUP) { '-on-error=abort' } else { '-on-error=cleanup' }
$line = '"{0}" build -force -color=false -timestamp-ui {1} -only={2} "{3}"' -f
  (Resolve-Path -LiteralPath $Packer).ProviderPath, $onError, ($left -join ','), $Template
$isLate = $false
$code = [ProcessGroup]::Run(
  $line, [TimeSpan]::FromMinutes($TimeLimitMinutes), [TimeSpan]::FromMinutes($GraceMinutes), [ref] $isLate)
if ($isLate) { Stop-Build $TryAgain "Packer has not ended within $TimeLimitMinutes minutes" }
# Packer says 1 of everything. What a run leaves undone, the next one finds by the images' tags.
if ($code -ne 0) { Stop-Build $TryAgain "Packer ended with $code" }
