; The installer: for one person, without an administrator, in Chinese and English. packaging/installer.py makes it.
;   /S silently · /D=FOLDER elsewhere, as the last word · exit code 5: the program is running and was not closed
; The uninstaller keeps databases, settings and the log, unless the box is ticked or it is run with /S /PURGE.
!ifdef TARGET
  Target ${TARGET}
!endif
Unicode true
ManifestDPIAware true
ManifestSupportedOS Win10
SetCompressor /SOLID lzma
SetCompressorDictSize 64
RequestExecutionLevel user

!include MUI2.nsh
!include LogicLib.nsh
!include nsDialogs.nsh
!include FileFunc.nsh
!include WinMessages.nsh

!define PRODUCT "目标填报台账"
!define KEY "TargetDesk"
!define TYPE "TargetDesk.Ledger"
; What the program calls itself in the taskbar.
!define TASKBAR_ID "TargetDesk.TargetDesk"
!define CLASSES "Software\Classes"
!define ENTRY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${KEY}"
!define VERB "${CLASSES}\SystemFileAssociations\.xlsx\shell\${KEY}"
!define WINDOW "target-desk-window.exe"
!define CONSOLE "target-desk.exe"
; How often, in half seconds, an installer looks whether the program is closed by now.
!define PATIENCE 120
!define RUNNING 5

Name "$(Product)"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\target-desk"
InstallDirRegKey HKCU "${ENTRY}" "InstallLocation"
BrandingText "$(Product) ${VERSION}"
VIProductVersion "${NUMBERS}"
VIFileVersion "${NUMBERS}"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${PICTURE}"
!define MUI_WELCOMEPAGE_TEXT "$(Welcome)"
!define MUI_COMPONENTSPAGE_NODESC
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\${WINDOW}"
!define MUI_FINISHPAGE_NOREBOOTSUPPORT
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
UninstPage custom un.AskPage un.AskLeave
!insertmacro MUI_UNPAGE_INSTFILES

!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "English"
!macro WORDS NAME CHINESE ENGLISH
  LangString ${NAME} ${LANG_SIMPCHINESE} "${CHINESE}"
  LangString ${NAME} ${LANG_ENGLISH} "${ENGLISH}"
!macroend
!insertmacro WORDS Product "${PRODUCT}" "Target Desk"
!insertmacro WORDS Welcome "只装在您自己名下，不需要管理员权限，也不联网。$\r$\n$\r$\n已经装过的，在原处升级，台账和设置都留着。" \
  "It is installed for you alone: no administrator is needed, and no network.$\r$\n$\r$\nWhere it is installed already it is upgraded, and databases and settings stay as they are."
!insertmacro WORDS Program "程序" "Program"
!insertmacro WORDS DesktopLink "桌面快捷方式" "Desktop shortcut"
!insertmacro WORDS OpenWith "用目标填报台账打开" "Open with Target Desk"
!insertmacro WORDS TypeName "目标填报台账文件" "Target Desk file"
!insertmacro WORDS Ask "目标填报台账正在运行。点“确定”请它关闭：正在填的先存好，然后继续。" \
  "Target Desk is running. OK asks it to close: what is being typed is stored first, then this goes on."
!insertmacro WORDS StillRunning "目标填报台账还没有关闭，什么都没有改。请关闭它的所有窗口，再试一次。" \
  "Target Desk is still running, and nothing was changed. Please close all of its windows and try again."
!insertmacro WORDS DataTitle "台账和设置" "Databases and settings"
!insertmacro WORDS DataText "卸载不会删除您的台账、备份、设置和记录，以后再装还能接着用。" \
  "Your databases, backups, settings and the log are kept, for when the program is installed again."
!insertmacro WORDS DataBox "同时删除它们（不能恢复）：" "Delete them as well (cannot be undone):"
!macro STAMP LANGUAGE NAME
  VIAddVersionKey /LANG=${LANGUAGE} "ProductName" "${NAME}"
  VIAddVersionKey /LANG=${LANGUAGE} "ProductVersion" "${VERSION}"
  VIAddVersionKey /LANG=${LANGUAGE} "FileVersion" "${VERSION}"
  VIAddVersionKey /LANG=${LANGUAGE} "FileDescription" "${NAME}"
  VIAddVersionKey /LANG=${LANGUAGE} "CompanyName" "${MAKER}"
  VIAddVersionKey /LANG=${LANGUAGE} "LegalCopyright" "${COPYRIGHT}"
!macroend
!insertmacro STAMP ${LANG_SIMPCHINESE} "${PRODUCT} 安装程序"
!insertmacro STAMP ${LANG_ENGLISH} "Target Desk Setup"

Var PurgeBox
Var Purge
Var Tries

; Written twice, since an uninstaller has functions of its own.
!macro CLOSING UN
; 1 where the program runs from this folder: nobody may write to an executable that runs.
Function ${UN}IsRunning
  StrCpy $0 0
  ${If} ${FileExists} "$INSTDIR\${WINDOW}"
    ClearErrors
    FileOpen $1 "$INSTDIR\${WINDOW}" a
    ${If} ${Errors}
      StrCpy $0 1
    ${EndIf}
    FileClose $1
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR\${CONSOLE}"
    ClearErrors
    FileOpen $1 "$INSTDIR\${CONSOLE}" a
    ${If} ${Errors}
      StrCpy $0 1
    ${EndIf}
    FileClose $1
  ${EndIf}
  ClearErrors
FunctionEnd

; Ask every window of the program that lies in this folder to close, as a person would.
Function ${UN}AskWindows
  StrCpy $0 0
  ${Do}
    FindWindow $0 "" "" 0 $0
    ${If} $0 P= 0
      ${Break}
    ${EndIf}
    System::Call 'user32::GetWindowThreadProcessId(p r0, *i .r1)'
    ; PROCESS_QUERY_LIMITED_INFORMATION
    System::Call 'kernel32::OpenProcess(i 0x1000, i 0, i r1) p .r2'
    ${If} $2 P<> 0
      StrCpy $3 ""
      System::Call 'kernel32::QueryFullProcessImageNameW(p r2, i 0, w .r3, *i ${NSIS_MAX_STRLEN} .r4)'
      System::Call 'kernel32::CloseHandle(p r2)'
      System::Call 'user32::IsWindowVisible(p r0) i .r4'
      ${If} $4 <> 0
        ${If} $3 == "$INSTDIR\${WINDOW}"
        ${OrIf} $3 == "$INSTDIR\${CONSOLE}"
          System::Call 'user32::PostMessageW(p r0, i ${WM_CLOSE}, p 0, p 0)'
        ${EndIf}
      ${EndIf}
    ${EndIf}
  ${Loop}
FunctionEnd

; Goes on only when the program is closed; nothing is ended by force.
Function ${UN}Close
  Call ${UN}IsRunning
  ${If} $0 = 0
    Return
  ${EndIf}
  MessageBox MB_OKCANCEL|MB_ICONINFORMATION "$(Ask)" /SD IDOK IDOK +2
  Abort
  Call ${UN}AskWindows
  StrCpy $Tries 0
  ${Do}
    Sleep 500
    Call ${UN}IsRunning
    IntOp $Tries $Tries + 1
    ${If} $Tries > ${PATIENCE}
      ${Break}
    ${EndIf}
  ${LoopUntil} $0 = 0
  ${If} $0 <> 0
    SetErrorLevel ${RUNNING}
    MessageBox MB_OK|MB_ICONEXCLAMATION "$(StillRunning)" /SD IDOK
    Quit
  ${EndIf}
FunctionEnd
!macroend
!insertmacro CLOSING ""
!insertmacro CLOSING "un."

; Give the shortcut in $0 the program's id: windows and shortcuts of one id are one button of the taskbar.
Function Identify
  ; IShellLinkW, of which IPersistFile loads and saves the file, and IPropertyStore holds the id.
  System::Call 'ole32::CoCreateInstance(g "{00021401-0000-0000-C000-000000000046}", p 0, i 1, \
    g "{000214F9-0000-0000-C000-000000000046}", *p .r1) i .r9'
  ${If} $9 <> 0
    Return
  ${EndIf}
  System::Call '$1->0(g "{0000010B-0000-0000-C000-000000000046}", *p .r2) i .r9'
  ${If} $9 = 0
    System::Call '$2->5(w r0, i 2) i .r9'
    System::Call '$1->0(g "{886D8EEB-8CF2-4446-8D02-CDBA1DBDCF99}", *p .r3) i .r8'
    ${If} $8 = 0
      ${If} $9 = 0
        ; PKEY_AppUserModel_ID, and a PROPVARIANT of VT_LPWSTR.
        System::Call '*(&g16 "{9F4C2855-9F79-4B39-A8D0-E1D42DE1D5F3}", &i4 5) p .r4'
        System::Call '*(&w64 "${TASKBAR_ID}") p .r5'
        System::Call '*(&i2 31, &i2 0, &i2 0, &i2 0, p r5, p 0) p .r6'
        System::Call '$3->6(p r4, p r6) i .r9'
        ${If} $9 = 0
          System::Call '$3->7()'
          System::Call '$2->6(w r0, i 1)'
        ${EndIf}
        System::Free $4
        System::Free $5
        System::Free $6
      ${EndIf}
      System::Call '$3->2()'
    ${EndIf}
    System::Call '$2->2()'
  ${EndIf}
  System::Call '$1->2()'
FunctionEnd

Function .onInit
  SetRegView 64
FunctionEnd

Section "$(Program)" Program
  SectionIn RO
  Call Close
  ; What an earlier version had and this one has not would still be found by it.
  RMDir /r "$INSTDIR\_internal.old"
  ${If} ${FileExists} "$INSTDIR\_internal\modules.pyz"
    ClearErrors
    Rename "$INSTDIR\_internal" "$INSTDIR\_internal.old"
    ${If} ${Errors}
      SetErrorLevel ${RUNNING}
      MessageBox MB_OK|MB_ICONEXCLAMATION "$(StillRunning)" /SD IDOK
      Quit
    ${EndIf}
  ${EndIf}
  SetOutPath "$INSTDIR"
  ClearErrors
  File /r "${BUNDLE}\*.*"
  ${If} ${Errors}
    RMDir /r "$INSTDIR\_internal"
    Rename "$INSTDIR\_internal.old" "$INSTDIR\_internal"
    SetErrorLevel 2
    Abort
  ${EndIf}
  RMDir /r "$INSTDIR\_internal.old"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  StrCpy $0 "$SMPROGRAMS\${PRODUCT}.lnk"
  CreateShortcut $0 "$INSTDIR\${WINDOW}"
  Call Identify

  WriteRegStr HKCU "${CLASSES}\.tdesk" "" "${TYPE}"
  WriteRegStr HKCU "${CLASSES}\${TYPE}" "" "$(TypeName)"
  WriteRegStr HKCU "${CLASSES}\${TYPE}\DefaultIcon" "" "$INSTDIR\${WINDOW},0"
  WriteRegStr HKCU "${CLASSES}\${TYPE}\shell\open\command" "" '"$INSTDIR\${WINDOW}" "%1"'
  WriteRegStr HKCU "${VERB}" "" "$(OpenWith)"
  WriteRegStr HKCU "${VERB}" "Icon" "$INSTDIR\${WINDOW},0"
  WriteRegStr HKCU "${VERB}\command" "" '"$INSTDIR\${WINDOW}" "%1"'
  ${RefreshShellIcons}

  WriteRegStr HKCU "${ENTRY}" "DisplayName" "${PRODUCT}"
  WriteRegStr HKCU "${ENTRY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${ENTRY}" "DisplayIcon" "$INSTDIR\${WINDOW},0"
  WriteRegStr HKCU "${ENTRY}" "Publisher" "${MAKER}"
  WriteRegStr HKCU "${ENTRY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${ENTRY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${ENTRY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${ENTRY}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD HKCU "${ENTRY}" "NoModify" 1
  WriteRegDWORD HKCU "${ENTRY}" "NoRepair" 1
SectionEnd

Section /o "$(DesktopLink)" DesktopSection
  StrCpy $0 "$DESKTOP\${PRODUCT}.lnk"
  CreateShortcut $0 "$INSTDIR\${WINDOW}"
  Call Identify
SectionEnd

Function un.onInit
  SetRegView 64
  StrCpy $Purge 0
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/PURGE" $1
  ${IfNot} ${Errors}
    StrCpy $Purge 1
  ${EndIf}
FunctionEnd

Function un.AskPage
  !insertmacro MUI_HEADER_TEXT "$(DataTitle)" ""
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateLabel} 0 0 100% 24u "$(DataText)"
  Pop $0
  ${NSD_CreateCheckbox} 0 32u 100% 12u "$(DataBox)"
  Pop $PurgeBox
  ${NSD_CreateLabel} 12u 46u 100% 12u "$LOCALAPPDATA\target-desk"
  Pop $0
  nsDialogs::Show
FunctionEnd

Function un.AskLeave
  ${NSD_GetState} $PurgeBox $Purge
FunctionEnd

Section "Uninstall"
  Call un.Close
  ${If} ${FileExists} "$INSTDIR\_internal\modules.pyz"
    RMDir /r "$INSTDIR\_internal"
  ${EndIf}
  Delete "$INSTDIR\${WINDOW}"
  Delete "$INSTDIR\${CONSOLE}"
  Delete "$INSTDIR\licences.txt"
  Delete "$INSTDIR\uninstall.exe"
  ; Only where nothing of anybody else's lies in it.
  RMDir "$INSTDIR"
  RMDir "$LOCALAPPDATA\Programs"
  Delete "$SMPROGRAMS\${PRODUCT}.lnk"
  Delete "$DESKTOP\${PRODUCT}.lnk"

  ReadRegStr $0 HKCU "${CLASSES}\.tdesk" ""
  ${If} $0 == "${TYPE}"
    DeleteRegValue HKCU "${CLASSES}\.tdesk" ""
  ${EndIf}
  DeleteRegKey /ifempty HKCU "${CLASSES}\.tdesk"
  DeleteRegKey HKCU "${CLASSES}\${TYPE}"
  DeleteRegKey HKCU "${VERB}"
  DeleteRegKey /ifempty HKCU "${CLASSES}\SystemFileAssociations\.xlsx\shell"
  DeleteRegKey /ifempty HKCU "${CLASSES}\SystemFileAssociations\.xlsx"
  DeleteRegKey /ifempty HKCU "${CLASSES}\SystemFileAssociations"
  DeleteRegKey HKCU "${ENTRY}"
  ${RefreshShellIcons}

  ${If} $Purge = 1
    RMDir /r "$LOCALAPPDATA\target-desk"
    RMDir /r "$APPDATA\target-desk"
  ${EndIf}
SectionEnd
